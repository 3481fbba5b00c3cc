export type StackStatus = 'pending' | 'running' | 'success' | 'failed' | 'skipped';

/** What one job did with one stack. "Backed up" and "running again" are two facts and stay two. */
export interface StackMetric {
  readonly stackName: string;
  readonly stackPath: string;
  readonly status: StackStatus;
  /** Null: not known, e.g. the engine did not answer. */
  readonly wasRunning: boolean | null;
  /** Null: nothing was stopped. */
  readonly runningAgain: boolean | null;
  readonly backupId: number | null;
  /** Where the backup is, or would have been. Set before the first byte is written. */
  readonly archivePath: string | null;
  readonly archiveSizeBytes: number | null;
  readonly durationSeconds: number | null;
  readonly downtimeMs: number | null;
  readonly warnings: readonly string[];
  readonly error: string | null;
}

export const pendingMetric = (stackName: string, stackPath: string): StackMetric => ({
  stackName,
  stackPath,
  status: 'pending',
  wasRunning: null,
  runningAgain: null,
  backupId: null,
  archivePath: null,
  archiveSizeBytes: null,
  durationSeconds: null,
  downtimeMs: null,
  warnings: [],
  error: null,
});
