import type { Manifest } from './manifest.js';

export type BackupState = 'good' | 'missing' | 'corrupt';

/** A complete backup as the catalogue knows it. */
export interface Backup {
  readonly id: number;
  readonly manifest: Manifest;
  /** Absolute path of the file or folder. */
  readonly path: string;
  readonly pinned: boolean;
  readonly state: BackupState;
  readonly lastVerifiedAt: Date | null;
}
