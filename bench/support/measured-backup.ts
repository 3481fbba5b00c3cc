import { rm } from 'node:fs/promises';
import { until } from '../../test/support/docker/until.js';
import type { TestService } from '../../test/support/service/test-service.js';

export interface MeasuredBackup {
  /** Of the whole job, from its claim until nothing of it is left to do. */
  readonly seconds: number;
  readonly downtimeSeconds: number;
}

/** The service says itself how long it took; asking often would only slow it down. */
const SELDOM_MS = 500;

interface Answer {
  readonly job: { readonly duration_seconds: number | null };
  readonly metrics: readonly {
    readonly status: string;
    readonly archive_path: string;
    readonly downtime_ms: number | null;
    readonly error: string | null;
  }[];
}

/** Backs up one stack as a user would, and takes the backup away again. */
export async function measureBackup(
  service: TestService,
  stack: string,
  format: string,
): Promise<MeasuredBackup> {
  const id = await service.backUp([stack], { output_format: format });
  const { job, metrics } = await until(
    `job ${id} to end`,
    async () => endedOrNull(await service.get<Answer>(`/api/jobs/${id}`)),
    { seconds: 300, everyMs: SELDOM_MS },
  );
  const [metric] = metrics;
  if (metric?.status !== 'success') throw new Error(`The backup failed: ${metric?.error}`);
  await rm(metric.archive_path, { recursive: true });
  await rm(`${metric.archive_path}.manifest.json`);
  return { seconds: job.duration_seconds ?? 0, downtimeSeconds: (metric.downtime_ms ?? 0) / 1000 };
}

const endedOrNull = (answer: Answer): Answer | null => (answer.job.duration_seconds === null ? null : answer);
