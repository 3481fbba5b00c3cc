import { constants } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../private-file.js';
import type { SystemTools } from './system-tools.js';

const POLL_MS = 25;
const CHUNK = 64 * 1024;
const LONGEST_LINE = 256 * 1024;

/**
 * A kernel pipe for what writers tell us, read a few times a second instead of at every word: tar flushes each
 * listed file on its own, and waking up for each cost more than a tenth of the whole backup. It ends when the last
 * process that holds it has ended, and a writer that outlives the service dies of it at the next file it lists.
 */
export class MessagePipe {
  private constructor(
    private readonly reader: FileHandle,
    private readonly writer: FileHandle,
  ) {}

  static async open(tools: SystemTools): Promise<MessagePipe> {
    const directory = await mkdtemp(join(tmpdir(), 'stowage-'));
    try {
      const path = join(directory, 'messages');
      await tools.output('mkfifo', ['-m', '600', path]);
      const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        return new MessagePipe(reader, await open(path, constants.O_WRONLY));
      } catch (error) {
        await reader.close();
        throw error;
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** For the child to inherit. */
  get fd(): number {
    return this.writer.fd;
  }

  /** To be called once the child has inherited it, else the pipe never ends. */
  async handOver(): Promise<void> {
    await this.writer.close();
  }

  /** Hands over every line, in order, until the pipe ends. */
  async readLines(onLine: (line: string) => void): Promise<void> {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let rest = '';
    for (;;) {
      const count = await this.readSome(buffer);
      if (count === 0) break;
      const lines = (rest + buffer.toString('latin1', 0, count)).split('\n');
      rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
      lines.forEach(onLine);
      if (count < CHUNK / 4) await delay(POLL_MS);
    }
    if (rest !== '') onLine(rest);
  }

  async close(): Promise<void> {
    await this.reader.close();
  }

  private async readSome(buffer: Buffer): Promise<number> {
    for (;;) {
      try {
        return (await this.reader.read(buffer, 0, buffer.length, null)).bytesRead;
      } catch (error) {
        if (errorCode(error) !== 'EAGAIN') throw error;
        await delay(POLL_MS);
      }
    }
  }
}
