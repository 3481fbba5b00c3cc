import * as zlib from 'node:zlib';
import type { Transform } from 'node:stream';
import {
  COMPRESSION,
  FormatUnavailable,
  WriterFailed,
  type OutputFormat,
} from '../../../../modules/archives/index.js';
import type { SystemTools } from './system-tools.js';

/** Newer versions of Node than the oldest we support bring their own. */
export interface ZstdOfNode {
  readonly createZstdCompress?: (options: { readonly params: Readonly<Record<number, number>> }) => Transform;
}
export const ZSTD_OF_NODE = zlib as ZstdOfNode;
const ZSTD_COMPRESSION_LEVEL = 100;
/** The program adds a checksum of the content by itself. No workers: with them Node 24 lost the end of a stream. */
const ZSTD_CHECKSUM_FLAG = 201;

/** How the bytes of a format are packed. */
export type Packing =
  | { readonly by: 'nobody' }
  | { readonly by: 'program'; readonly command: string }
  | { readonly by: 'node'; readonly create: () => Transform };

/** Finds out what this system has to offer for a format. */
export class Compressors {
  constructor(
    private readonly tools: SystemTools,
    private readonly ofNode = ZSTD_OF_NODE,
  ) {}

  /** @throws FormatUnavailable */
  async packingFor(format: OutputFormat, level: number | null): Promise<Packing> {
    const range = COMPRESSION[format];
    if (range === null) return { by: 'nobody' };
    const chosen = level ?? range.preset;
    if (!Number.isInteger(chosen) || chosen < range.min || chosen > range.max) {
      throw new WriterFailed(format, `the compression level ${chosen} is not in ${range.min}…${range.max}`);
    }
    return format === 'tar.gz' ? this.gzip(chosen) : this.zstd(chosen);
  }

  private async gzip(level: number): Promise<Packing> {
    const program = await this.tools.firstOf(['pigz', 'gzip']);
    if (program === null) {
      throw new FormatUnavailable('tar.gz', 'gzip', 'Install the package "pigz" (faster) or "gzip".');
    }
    return { by: 'program', command: `${program} -n -${level}` };
  }

  private async zstd(level: number): Promise<Packing> {
    if (await this.tools.has('zstd')) return { by: 'program', command: `zstd -T0 -q -${level}` };
    const { createZstdCompress } = this.ofNode;
    if (createZstdCompress !== undefined) {
      const params = { [ZSTD_COMPRESSION_LEVEL]: level, [ZSTD_CHECKSUM_FLAG]: 1 };
      return { by: 'node', create: () => createZstdCompress({ params }) };
    }
    throw new FormatUnavailable(
      'tar.zst',
      'zstd',
      'Install the package "zstd", or run Stowage on Node.js 22.15 or later.',
    );
  }
}
