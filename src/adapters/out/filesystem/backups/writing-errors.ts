import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError } from '../../../../kernel/domain-error.js';
import { messageOf } from '../../../../kernel/errors.js';
import { DiskFull, WriterFailed } from '../../../../modules/archives/index.js';
import { errorCode } from '../private-file.js';

const NO_SPACE = ['ENOSPC', 'EDQUOT'];
const NO_SPACE_WORDS = /No space left on device|Disk quota exceeded/;
const MIB = 1024 * 1024;

export const isOutOfSpace = (error: unknown): boolean => NO_SPACE.includes(errorCode(error) ?? '');

export const saysOutOfSpace = (words: string): boolean => NO_SPACE_WORDS.test(words);

/** The full disk as an operator needs to hear of it: before the temporary file is removed and has freed some. */
export async function diskFull(path: string): Promise<DiskFull> {
  const free = await freeBytesAt(dirname(path)).catch(() => null);
  return new DiskFull(path, free === null ? 'free space unknown' : `${(free / MIB).toFixed(1)} MiB free`);
}

/** Of a directory that does not exist yet: where it would be made. */
export async function freeBytesAt(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || path === dirname(path)) throw error;
    return freeBytesAt(dirname(path));
  }
}

/** Any failure of a step as one that the port promises. */
export async function asWritingError(path: string, source: string, error: unknown): Promise<unknown> {
  if (error instanceof DomainError) return error;
  if (isOutOfSpace(error)) return diskFull(path);
  return errorCode(error) === undefined ? error : new WriterFailed(source, messageOf(error));
}
