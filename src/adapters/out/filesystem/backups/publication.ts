import { rename } from 'node:fs/promises';
import { throwAll } from '../../../../kernel/errors.js';
import { WriterFailed, type BackupTarget, type Manifest } from '../../../../modules/archives/index.js';
import { exists, syncDirectory, writePrivateFile } from '../private-file.js';
import { BackupFiles } from './backup-files.js';
import { formatManifest } from './manifest-file.js';
import { removeTree } from './remove-tree.js';
import type { SystemTools } from './system-tools.js';

/**
 * Makes a sealed backup visible. The manifest gets its name first: whoever sees a backup finds its manifest, at any
 * moment and after a power loss at any moment.
 */
export class Publication {
  private readonly files: BackupFiles;
  /** What exists because of us, and must not when we fail; newest last. */
  private readonly made: string[];

  constructor(
    target: BackupTarget,
    private readonly manifest: Manifest,
    private readonly tools: SystemTools,
  ) {
    this.files = new BackupFiles(target);
    this.made = [this.files.partialData];
  }

  async run(): Promise<void> {
    try {
      await this.refuseToOverwrite();
      await this.writeManifest();
      await this.renameManifest();
      await this.renameBackup();
      await this.syncDirectories();
    } catch (error) {
      throwAll([error, ...(await this.undo())], 'publishing failed, and so did tidying up');
    }
  }

  private async refuseToOverwrite(): Promise<void> {
    for (const path of [this.files.data, this.files.manifest]) {
      if (await exists(path)) throw new WriterFailed(this.manifest.stackPath, `${path} exists already`);
    }
  }

  private async writeManifest(): Promise<void> {
    this.made.push(this.files.partialManifest);
    await writePrivateFile(this.files.partialManifest, formatManifest(this.manifest));
  }

  private async renameManifest(): Promise<void> {
    await rename(this.files.partialManifest, this.files.manifest);
    this.made.push(this.files.manifest);
  }

  private async renameBackup(): Promise<void> {
    await rename(this.files.partialData, this.files.data);
    this.made.push(this.files.data);
  }

  private async syncDirectories(): Promise<void> {
    for (const directory of this.files.directories) await syncDirectory(directory);
  }

  private async undo(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (const path of [...this.made].reverse()) {
      await removeTree(path, this.tools).catch((error: unknown) => failures.push(error));
    }
    return failures;
  }
}
