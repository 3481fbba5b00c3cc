import type { Job, JobProgress, StackMetric } from '../../../../../modules/jobs/index.js';

export const jobWire = (job: Job) => ({
  id: job.id,
  type: job.type,
  archive_id: job.archiveId,
  status: job.status,
  triggered_by: job.triggeredBy,
  dry_run: job.dryRun,
  queued_at: job.queuedAt,
  started_at: job.startedAt,
  finished_at: job.finishedAt,
  duration_seconds: secondsBetween(job.startedAt, job.finishedAt),
  total_size_bytes: job.totalSizeBytes,
  reclaimed_bytes: job.reclaimedBytes,
  progress: job.progress && progressWire(job.progress),
  error: job.error,
});

export type JobWire = ReturnType<typeof jobWire>;

export const metricWire = (metric: StackMetric) => ({
  stack_name: metric.stackName,
  stack_path: metric.stackPath,
  status: metric.status,
  was_running: metric.wasRunning,
  running_again: metric.runningAgain,
  backup_id: metric.backupId,
  archive_path: metric.archivePath,
  archive_size_bytes: metric.archiveSizeBytes,
  duration_seconds: metric.durationSeconds,
  downtime_ms: metric.downtimeMs,
  warnings: metric.warnings,
  error: metric.error,
});

export type MetricWire = ReturnType<typeof metricWire>;

const progressWire = (progress: JobProgress) => ({
  phase: progress.phase,
  stack_path: progress.stackPath,
  stacks_done: progress.stacksDone,
  stacks_total: progress.stacksTotal,
  files: progress.files,
  bytes_read: progress.bytesRead,
  bytes_written: progress.bytesWritten,
  files_expected: progress.filesExpected,
  bytes_expected: progress.bytesExpected,
  bytes_per_second: progress.bytesPerSecond,
  seconds_left: progress.secondsLeft,
  down_since: progress.downSince,
});

/** Null until both are known. */
const secondsBetween = (start: Date | null, end: Date | null): number | null =>
  start && end && (end.getTime() - start.getTime()) / 1_000;
