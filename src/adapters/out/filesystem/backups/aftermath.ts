import { lstat, readFile } from 'node:fs/promises';
import type { BackupTarget, Manifest } from '../../../../modules/archives/index.js';
import { InvalidInput } from '../../../../kernel/field-error.js';
import { exists, isMissing, syncDirectory } from '../private-file.js';
import { BackupFiles } from './backup-files.js';
import { parseManifest } from './manifest-file.js';
import { removeTree } from './remove-tree.js';
import type { SystemTools } from './system-tools.js';
import { sizeOfTree } from './tree-digest.js';

/** What a dead job may have left at a target, and what becomes of it. */
export class Aftermath {
  private readonly files: BackupFiles;

  constructor(
    private readonly target: BackupTarget,
    private readonly jobId: number,
    private readonly tools: SystemTools,
  ) {
    this.files = new BackupFiles(target);
  }

  /** The manifest of the backup that this job has published whole; null if there is none. */
  async settle(): Promise<Manifest | null> {
    if (!(await exists(this.files.directory))) return null;
    await removeTree(this.files.partialData, this.tools);
    await removeTree(this.files.partialManifest, this.tools);
    const manifest = await this.ownManifest();
    if (manifest !== null && !(await exists(this.files.data))) await this.dropManifest();
    else if (manifest !== null && (await this.isWhole(manifest))) return this.confirm(manifest);
    return null;
  }

  private async ownManifest(): Promise<Manifest | null> {
    try {
      const manifest = parseManifest(await readFile(this.files.manifest, 'utf8'));
      return manifest.jobId === this.jobId && manifest.format === this.target.format ? manifest : null;
    } catch (error) {
      if (isMissing(error) || error instanceof InvalidInput) return null;
      throw error;
    }
  }

  private async isWhole(manifest: Manifest): Promise<boolean> {
    const stats = await lstat(this.files.data);
    if (manifest.format !== 'folder') return stats.isFile() && stats.size === manifest.bytes;
    return stats.isDirectory() && (await sizeOfTree(this.files.data)) === manifest.bytes;
  }

  /** The crash may have come between the last rename and the directory's way to stable storage, or its parents'. */
  private async confirm(manifest: Manifest): Promise<Manifest> {
    for (const directory of this.files.directories) await syncDirectory(directory);
    return manifest;
  }

  private async dropManifest(): Promise<void> {
    await removeTree(this.files.manifest, this.tools);
    await syncDirectory(this.files.directory);
  }
}
