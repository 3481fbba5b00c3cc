import type { StackMetric } from '../../../../modules/jobs/index.js';
import type { JobStackRow } from '../rows/job-stack.row.js';

export const toStackMetric = (row: JobStackRow): StackMetric => ({
  stackName: row.stackName,
  stackPath: row.stackPath,
  status: row.status,
  wasRunning: row.wasRunning,
  runningAgain: row.runningAgain,
  backupId: row.backupId,
  archivePath: row.archivePath,
  archiveSizeBytes: row.archiveSizeBytes,
  durationSeconds: row.durationSeconds,
  downtimeMs: row.downtimeMs,
  warnings: row.warnings,
  error: row.error,
});

/** Which columns a saved metric replaces. */
export const METRIC_COLUMNS = [
  'stack_name',
  'status',
  'was_running',
  'running_again',
  'backup_id',
  'archive_path',
  'archive_size_bytes',
  'duration_seconds',
  'downtime_ms',
  'warnings',
  'error',
] as const;
