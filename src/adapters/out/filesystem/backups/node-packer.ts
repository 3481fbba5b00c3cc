import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { settle } from '../../../../kernel/settle.js';

/** Compresses within this process what a program writes, where the system has no compressor of its own. */
export class NodePacker {
  private packing: Promise<PromiseSettledResult<void>> = settle(() => Promise.resolve());

  constructor(
    private readonly compressor: Transform,
    private readonly file: FileHandle,
  ) {}

  readonly take = (output: Readable): void => {
    const sink = createWriteStream('', { fd: this.file.fd, autoClose: false, start: 0 });
    this.packing = settle(() => pipeline(output, this.compressor, sink));
  };

  /** Resolves, and never rejects, once nothing is written any more. */
  get ended(): Promise<unknown> {
    return this.packing;
  }

  /** Resolves when all was written; rejects with what went wrong, or at once with the reason of an abort. */
  async finish(signal: AbortSignal): Promise<void> {
    const settled = new AbortController();
    const aborted = once(signal, 'abort', { signal: settled.signal }).catch(() => undefined);
    await Promise.race([this.packing, aborted]);
    settled.abort();
    signal.throwIfAborted();
    const outcome = await this.packing;
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}
