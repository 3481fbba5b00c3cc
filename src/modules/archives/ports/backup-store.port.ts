import type { ActivityLog } from '../../../kernel/activity-log.js';
import type { BackupTarget } from '../domain/backup-target.js';
import type { Manifest } from '../domain/manifest.js';
import type { OutputFormat } from '../domain/output-format.js';
import type { WriteProgress } from '../domain/progress.js';

export interface TargetRequest {
  readonly archiveName: string;
  /** Directory and file names use it; unique among the stacks of this installation. */
  readonly stackLabel: string;
  readonly format: OutputFormat;
  readonly at: Date;
}

export interface CaptureRequest {
  readonly target: BackupTarget;
  readonly stackPath: string;
  /** Relative paths to capture; null: the whole directory. */
  readonly only: readonly string[] | null;
  /** Null: the format's preset. */
  readonly compressionLevel: number | null;
  /**
   * The stack may write while it is read. A changed file is then a warning; on a stopped stack it is an error
   * if its size is not the one in its header.
   */
  readonly live: boolean;
  /** A stack was stopped for this and is down until it has settled: what can wait for `seal` does. */
  readonly stackIsDown: boolean;
  readonly log: ActivityLog;
  /** Called at most a few times a second. */
  readonly onProgress: (progress: WriteProgress) => void;
  /** Aborting ends the writer and rejects with the signal's reason; with WriterFailed if nothing ends the writer. */
  readonly signal: AbortSignal;
}

/** Everything was read; nothing is visible yet. */
export interface CapturedBackup {
  readonly target: BackupTarget;
  readonly fileCount: number;
  readonly sourceBytes: number;
  /** E.g. skipped sockets and files that changed on a live stack. */
  readonly warnings: readonly string[];
}

/** What only reading back what was written can tell. */
export interface SealedBackup {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes backups, all or nothing. `capture` is what must happen while the stack is down; `seal` and `publish` can
 * happen after it runs again. Until `publish` has renamed it, a backup is a hidden file that no reader takes for one.
 */
export abstract class BackupStore {
  /** A free place; local time in its name. Never one that exists. Makes no file. */
  abstract chooseTarget(request: TargetRequest): Promise<BackupTarget>;
  /**
   * Reads the stack into the target's hidden temporary file. A rejected capture has ended its writers, unless
   * nothing ends them, and leaves at most its hidden temporary file, which `discard` removes: the removal can take
   * minutes, and the stack is down until `capture` has settled.
   * @throws WriterFailed, SourceUnreadable, SourceChanged, DiskFull, FormatUnavailable
   */
  abstract capture(request: CaptureRequest): Promise<CapturedBackup>;
  /** Byte count, checksum and data on stable storage. Discards the capture when it rejects. */
  abstract seal(captured: CapturedBackup): Promise<SealedBackup>;
  /** Manifest, rename, directory on stable storage. Leaves nothing behind when it rejects. */
  abstract publish(captured: CapturedBackup, manifest: Manifest): Promise<void>;
  /** Removes what `capture` made, whether it rejected or not. No-op when there is nothing. */
  abstract discard(target: BackupTarget): Promise<void>;
  /**
   * After a crash: removes temporary files of this target; returns the manifest if the backup itself was already
   * published by this job and is whole.
   */
  abstract settle(target: BackupTarget, jobId: number): Promise<Manifest | null>;
  /** Free bytes where backups go. @throws ArchiveDirectoryUnusable */
  abstract freeBytes(): Promise<number>;
  /** Makes the root if needed and proves that it can be written. @throws ArchiveDirectoryUnusable */
  abstract ensureWritable(): Promise<void>;
  /** @throws FormatUnavailable naming the missing tool and the remedy */
  abstract ensureFormat(format: OutputFormat): Promise<void>;
}
