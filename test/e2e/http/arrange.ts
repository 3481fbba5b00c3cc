import type { Job, LogLine } from '../../../src/modules/jobs/index.js';
import type { Twins } from './twins.js';

const START = Date.UTC(2026, 5, 1, 3, 0, 0);

/** A job that the worker `w` runs. */
export async function aJob({ jobs }: Twins): Promise<Job> {
  const { id } = await jobs.add({
    type: 'archive',
    archiveId: null,
    plan: {
      archiveName: 'adhoc',
      stacks: ['/opt/stacks/blog'],
      stopContainers: true,
      includeData: true,
      outputFormat: 'tar.zst',
      compressionLevel: null,
    },
    triggeredBy: 'api',
    dryRun: false,
    queuedAt: new Date(START),
  });
  const claim = { workerId: 'w', at: new Date(START + 1_000), leaseUntil: new Date(START + 60_000) };
  const job = await jobs.claim(id, claim);
  if (!job) throw new Error('the job was not claimed');
  return job;
}

/** Every third is about no stack. */
export const lines = (first: number, count: number, text?: string): LogLine[] =>
  Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return {
      number,
      time: new Date(START + number * 1_000),
      level: 'INFO',
      stack: number % 3 === 0 ? null : 'blog',
      text: text ?? `line ${number}\n\n"x"`,
    };
  });
