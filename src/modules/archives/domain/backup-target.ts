import type { OutputFormat } from './output-format.js';

/** Where one backup goes; noted in the job before the first byte is written, so that a crash can be tidied up. */
export interface BackupTarget {
  /** Absolute final path of the file or folder. Its manifest is `<path>.manifest.json`. */
  readonly path: string;
  readonly format: OutputFormat;
}
