import type { FileHandle } from 'node:fs/promises';
import { throwAll } from '../../../../kernel/errors.js';
import { settle } from '../../../../kernel/settle.js';

/** Smaller steps would only keep the disk from gathering its work. */
const STEP = 32 * 1024 * 1024;

/**
 * Has a file brought to the disk while it is still being written, so that little is left to wait for at its end, and the
 * memory of the machine does not fill with what still has to go to the disk.
 */
export class EarlyWriteback {
  private reached = 0;
  private underWay: Promise<void> | null = null;
  private readonly failures: unknown[] = [];

  constructor(private readonly file: Pick<FileHandle, 'datasync'>) {}

  /** Called now and then with the bytes written so far. Does not wait. */
  advance(bytes: number): void {
    if (this.underWay !== null || bytes - this.reached < STEP) return;
    this.reached = bytes;
    this.underWay = this.write();
  }

  /**
   * Resolves when nothing is under way any more. @throws what the disk said: the kernel tells an error of a file once,
   * so a later fsync would not hear of it
   */
  async finish(): Promise<void> {
    await this.underWay;
    throwAll(this.failures, 'bringing the backup to the disk failed');
  }

  private async write(): Promise<void> {
    const outcome = await settle(() => this.file.datasync());
    if (outcome.status === 'rejected' && this.failures.length === 0) this.failures.push(outcome.reason);
    this.underWay = null;
  }
}
