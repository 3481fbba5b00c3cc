import type { ActivityLog } from '../../../kernel/activity-log.js';
import type { ResumeOptions, Stack } from '../../stacks/index.js';
import type { BackupTarget } from '../domain/backup-target.js';
import type { OutputFormat } from '../domain/output-format.js';
import type { SourceSize, WriteProgress } from '../domain/progress.js';

export interface StackBackupPlan {
  /** Null for an ad-hoc backup. */
  readonly archiveId: number | null;
  readonly archiveName: string;
  readonly stopContainers: boolean;
  readonly includeData: boolean;
  readonly outputFormat: OutputFormat;
  readonly compressionLevel: number | null;
}

export interface BackupObserver {
  /** Must be durable when it resolves: after a crash it says what to tidy up. Called before anything is stopped. */
  readonly onTarget: (target: BackupTarget, wasRunning: boolean | null) => Promise<void>;
  /** What there is to read; null: not known. */
  readonly onEstimate: (source: SourceSize | null) => void;
  readonly onProgress: (progress: WriteProgress) => void;
  /** The stack is down since then; null: it runs again. */
  readonly onDown: (since: Date | null) => void;
}

export interface BackUpStackRequest {
  readonly jobId: number;
  readonly stack: Stack;
  /** The stack's name in paths, unique among the stacks of this installation. */
  readonly stackLabel: string;
  readonly plan: StackBackupPlan;
  readonly log: ActivityLog;
  readonly signal: AbortSignal;
  readonly resume: ResumeOptions;
  readonly observer: BackupObserver;
}
