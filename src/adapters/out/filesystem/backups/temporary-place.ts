import { WriterFailed, type BackupTarget } from '../../../../modules/archives/index.js';
import { errorCode, makePrivateDirectories, removeEmptyDirectories } from '../private-file.js';
import { BackupFiles } from './backup-files.js';
import type { Capture } from './capture-job.js';
import { removeTree } from './remove-tree.js';
import type { SystemTools } from './system-tools.js';
import { asWritingError } from './writing-errors.js';

/** The hidden files of one backup in the making, with the directories that were made for them. */
export class TemporaryPlace {
  private newDirectories: readonly string[] = [];
  private readonly files: BackupFiles;

  constructor(
    private readonly target: BackupTarget,
    private readonly tools: SystemTools,
  ) {
    this.files = new BackupFiles(target);
  }

  /** Takes the place for `capture`; changes nothing when it cannot, or when someone else has it. */
  async take(capture: Capture, stackPath: string): Promise<void> {
    try {
      this.newDirectories = await makePrivateDirectories(this.files.directory);
      await capture.create();
    } catch (error) {
      await removeEmptyDirectories(this.newDirectories);
      if (errorCode(error) === 'EEXIST') {
        throw new WriterFailed(stackPath, `${this.target.path} is being written already`);
      }
      throw await asWritingError(this.target.path, stackPath, error);
    }
  }

  async clear(): Promise<void> {
    await removeTree(this.files.partialData, this.tools);
    await removeTree(this.files.partialManifest, this.tools);
    await removeEmptyDirectories(this.newDirectories);
  }
}
