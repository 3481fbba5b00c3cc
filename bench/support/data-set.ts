import { createCipheriv } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DataSet {
  readonly files: number;
  readonly bytes: number;
}

const FILES_PER_DIRECTORY = 100;
const POOL = 32 * 1024 * 1024;
const KIB = 1024;

/** Always the same bytes, that no compressor makes smaller. */
const noise = (bytes: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16)).update(Buffer.alloc(bytes));

/** As of a database: half of every page is unused. */
function pages(): Buffer {
  const pool = noise(POOL);
  for (let start = 0; start < POOL; start += 8 * KIB) pool.fill(0, start, start + 4 * KIB);
  return pool;
}

/** As of a web server's log. */
function lines(): Buffer {
  const random = noise(POOL / 4);
  const text: string[] = [];
  for (let at = 0, length = 0; length < POOL; at += 8) {
    const [address, path, size] = [0, 2, 4].map((offset) => random.readUInt16LE(at + offset));
    const line = `10.0.0.${Number(address) % 256} - - "GET /page/${Number(path) % 5000} HTTP/1.1" 200 ${size}\n`;
    text.push(line);
    length += line.length;
  }
  return Buffer.from(text.join('')).subarray(0, POOL);
}

/**
 * Writes a tree of about 500 MB in 9,000 files for a `scale` of 1: two thirds of the files have a few KiB, ten have
 * 12 MB; a third of them compresses well, a third by half, a third not at all.
 */
export async function writeDataSet(directory: string, scale = 1): Promise<DataSet> {
  const pools = [noise(POOL), pages(), lines()].map((bytes) => ({ bytes, cursor: 0 }));
  const files = Math.round(9000 * scale);
  let bytes = 0;
  for (let index = 0; index < files; index += 1) {
    const folder = join(directory, `d${Math.floor(index / FILES_PER_DIRECTORY)}`);
    if (index % FILES_PER_DIRECTORY === 0) await mkdir(folder, { recursive: true });
    const size = sizeOf(index);
    const pool = pools[(index * 7 + Math.floor(index / 900)) % pools.length];
    if (!pool) throw new Error('There is nothing to write.');
    if (pool.cursor + size > POOL) pool.cursor = 0;
    await writeFile(join(folder, `f${index}`), pool.bytes.subarray(pool.cursor, pool.cursor + size));
    pool.cursor += size;
    bytes += size;
  }
  return { files, bytes };
}

/** Of every 900 files one has 12 MB, 50 have 300 to 500 KiB, 250 have 32 to 96 KiB, the rest 1 to 8 KiB. */
function sizeOf(index: number): number {
  const spread = (index * 7919) % 1000;
  if (index % 900 === 0) return 12_000 * KIB;
  if (index % 18 === 1) return (300 + spread / 5) * KIB;
  if (index % 18 < 7) return Math.round((32 + (spread * 64) / 1000) * KIB);
  return Math.round((1 + (spread * 7) / 1000) * KIB);
}
