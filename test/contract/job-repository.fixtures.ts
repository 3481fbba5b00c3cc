import type { Claim, JobOutcome, NewJob } from '../../src/modules/jobs/index.js';

export const at = (seconds: number): Date => new Date(Date.UTC(2026, 5, 1, 3, 0, seconds, 500));

export const newJob = (change: Partial<NewJob> = {}): NewJob => ({
  type: 'archive',
  archiveId: null,
  plan: {
    archiveName: 'Nightly',
    stacks: ['/opt/stacks/blog', '/opt/stacks/wiki "2"'],
    stopContainers: true,
    includeData: true,
    outputFormat: 'tar.zst',
    compressionLevel: null,
  },
  triggeredBy: 'api',
  dryRun: false,
  queuedAt: at(0),
  ...change,
});

export const claimBy = (workerId: string, change: Partial<Claim> = {}): Claim => ({
  workerId,
  at: at(1),
  leaseUntil: at(31),
  ...change,
});

export const outcome = (change: Partial<JobOutcome> = {}): JobOutcome => ({
  status: 'success',
  finishedAt: at(20),
  totalSizeBytes: 5_000_000_000_000,
  error: null,
  ...change,
});
