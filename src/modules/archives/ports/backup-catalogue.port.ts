import type { Backup } from '../domain/backup.js';
import type { Manifest } from '../domain/manifest.js';

/** Every complete backup we know of. */
export abstract class BackupCatalogue {
  /** Adding a path that is already known returns the known backup. */
  abstract add(path: string, manifest: Manifest): Promise<Backup>;
  /** The newest good backup of this stack in this format; null if there is none. */
  abstract findNewest(
    stackPath: string,
    format: Manifest['format'],
    includeData: boolean,
  ): Promise<Backup | null>;
  abstract findByPath(path: string): Promise<Backup | null>;
}
