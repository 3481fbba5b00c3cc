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

  /** Resolves once nothing is written any more; never rejects. */
  get outcome(): Promise<PromiseSettledResult<void>> {
    return this.packing;
  }
}
