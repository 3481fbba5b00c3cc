import type { Job, StackMetric } from '../../../modules/jobs/index.js';
import type { DiscoveredStacks } from '../../../modules/stacks/index.js';

/** One JSON document, in the spelling of the API. */
export const jsonDocument = (value: unknown): string => `${JSON.stringify(snakeCased(value), null, 2)}\n`;

function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [snakeCase(key), snakeCased(part)]));
}

const snakeCase = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const jobOnWire = (job: Job): object => ({
  id: job.id,
  type: job.type,
  archiveId: job.archiveId,
  status: job.status,
  triggeredBy: job.triggeredBy,
  dryRun: job.dryRun,
  queuedAt: job.queuedAt,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
  durationSeconds:
    job.startedAt && job.finishedAt && (job.finishedAt.getTime() - job.startedAt.getTime()) / 1000,
  totalSizeBytes: job.totalSizeBytes,
  reclaimedBytes: job.reclaimedBytes,
  progress: job.progress,
  error: job.error,
});

export const jobWithMetricsOnWire = (job: Job, metrics: readonly StackMetric[]): object => ({
  job: jobOnWire(job),
  metrics,
});

export const stacksOnWire = ({ stacks, warnings }: DiscoveredStacks): object => ({
  stacks: stacks.map(({ stack: { name, path, root, kind, project }, ...now }) => ({
    ...{ name, path, root, kind, project },
    ...now,
  })),
  warnings,
});
