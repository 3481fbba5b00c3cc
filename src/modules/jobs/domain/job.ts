import type { OutputFormat } from '../../archives/index.js';
import type { JobStatus } from './job-status.js';

export type JobType = 'archive';
export const JOB_TYPES = ['archive'] as const satisfies readonly JobType[];
export type JobTrigger = 'manual' | 'schedule' | 'api' | 'cli';

/** What a job is to do, as it was decided when it was started; later edits of the archive do not change it. */
export interface BackupPlan {
  readonly archiveName: string;
  readonly stacks: readonly string[];
  readonly stopContainers: boolean;
  readonly includeData: boolean;
  readonly outputFormat: OutputFormat;
  readonly compressionLevel: number | null;
}

export interface JobProgress {
  readonly phase: 'initialise' | 'stacks' | 'finalise';
  /** Path of the stack being worked on. */
  readonly stackPath: string | null;
  readonly stacksDone: number;
  readonly stacksTotal: number;
  readonly files: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Null: not known. */
  readonly filesExpected: number | null;
  readonly bytesExpected: number | null;
  /** Bytes read a second, over the last seconds. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** The stack is down since then. */
  readonly downSince: Date | null;
}

export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

export interface Job {
  readonly id: number;
  readonly type: JobType;
  readonly archiveId: number | null;
  readonly plan: BackupPlan;
  readonly status: JobStatus;
  readonly triggeredBy: JobTrigger;
  readonly dryRun: boolean;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly totalSizeBytes: number | null;
  readonly reclaimedBytes: number | null;
  readonly progress: JobProgress | null;
  readonly error: JobFailure | null;
  readonly cancelRequestedAt: Date | null;
  /** The process that has claimed it. */
  readonly workerId: string | null;
  /** Absolute path of its log file. */
  readonly logFile: string | null;
}
