import { basename, dirname, join } from 'node:path';
import type { BackupTarget } from '../../../../modules/archives/index.js';

export const PARTIAL_SUFFIX = '.partial';
export const MANIFEST_SUFFIX = '.manifest.json';

/** The names that one backup has on disk. The hidden ones exist only while it is being made. */
export class BackupFiles {
  readonly data: string;
  readonly manifest: string;
  readonly partialData: string;
  readonly partialManifest: string;
  readonly directory: string;

  constructor(target: BackupTarget) {
    const name = basename(target.path);
    this.directory = dirname(target.path);
    this.data = target.path;
    this.manifest = join(this.directory, name + MANIFEST_SUFFIX);
    this.partialData = join(this.directory, `.${name}${PARTIAL_SUFFIX}`);
    this.partialManifest = join(this.directory, `.${name}${MANIFEST_SUFFIX}${PARTIAL_SUFFIX}`);
  }

  /** From its own up to the root of all backups: any of them may be new, and its name not safe yet. */
  get directories(): readonly string[] {
    const archive = dirname(this.directory);
    return [this.directory, archive, dirname(archive)];
  }

  get all(): readonly string[] {
    return [this.data, this.manifest, this.partialData, this.partialManifest];
  }
}
