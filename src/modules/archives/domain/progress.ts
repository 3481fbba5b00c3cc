/** How far the writing of one backup is. */
export interface WriteProgress {
  readonly files: number;
  /** Sum of the sizes of the files read so far; of the one that is being read, about what was read of it. */
  readonly bytesRead: number;
  /** Bytes of the backup written so far. */
  readonly bytesWritten: number;
}

/** What there is to read, from the last backup of the stack or a quick scan. */
export interface SourceSize {
  readonly files: number;
  readonly bytes: number;
}
