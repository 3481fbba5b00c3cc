import type { Job, JobProgress, NewJob } from '../../../../modules/jobs/index.js';
import type { JobRow, StoredProgress } from '../rows/job.row.js';

export const toJob = (row: JobRow): Job => ({
  id: row.id,
  type: row.type,
  archiveId: row.archiveId,
  plan: row.plan,
  status: row.status,
  triggeredBy: row.triggeredBy,
  dryRun: row.dryRun,
  queuedAt: row.queuedAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  totalSizeBytes: row.totalSizeBytes,
  reclaimedBytes: row.reclaimedBytes,
  progress: row.progress && toProgress(row.progress),
  error: row.error,
  cancelRequestedAt: row.cancelRequestedAt,
  workerId: row.workerId,
  logFile: row.logFile,
});

const toProgress = ({ downSince, ...progress }: StoredProgress): JobProgress => ({
  ...progress,
  downSince: downSince === null ? null : new Date(downSince),
});

export const fromProgress = ({ downSince, ...progress }: JobProgress): StoredProgress => ({
  ...progress,
  downSince: downSince?.toISOString() ?? null,
});

export const fromNewJob = (job: NewJob): Pick<JobRow, keyof NewJob | 'status'> => ({
  type: job.type,
  archiveId: job.archiveId,
  plan: job.plan,
  status: 'queued',
  triggeredBy: job.triggeredBy,
  dryRun: job.dryRun,
  queuedAt: job.queuedAt,
});
