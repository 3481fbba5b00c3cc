import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { settle } from '../../../../kernel/settle.js';

const CHUNK = 1024 * 1024;
const POLL_MS = 25;

/**
 * Hashes a file behind the program that writes it, out of the page cache: the bytes never pass through us on their
 * way to the disk, and are read only once. What is hashed is what the file holds, not what someone meant to write.
 */
export class FollowingDigest {
  private position = 0;
  private written = false;
  private stopped = false;
  private readonly hash = createHash('sha256');
  private readonly following: Promise<PromiseSettledResult<void>>;

  constructor(private readonly file: FileHandle) {
    this.following = settle(() => this.follow());
  }

  /** Bytes hashed so far. */
  get bytes(): number {
    return this.position;
  }

  /** After the last byte was written: reads what is left. Lower-case hex. */
  async finish(): Promise<string> {
    this.written = true;
    const outcome = await this.following;
    if (outcome.status === 'rejected') throw outcome.reason;
    return this.hash.digest('hex');
  }

  /** Resolves once the file is not read any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.following;
  }

  private async follow(): Promise<void> {
    const buffer = Buffer.allocUnsafe(CHUNK);
    while (!this.stopped) {
      const last = this.written;
      const { bytesRead } = await this.file.read(buffer, 0, CHUNK, this.position);
      this.hash.update(buffer.subarray(0, bytesRead));
      this.position += bytesRead;
      if (bytesRead === 0 && last) return;
      if (bytesRead < CHUNK && !this.written) await delay(POLL_MS);
    }
  }
}
