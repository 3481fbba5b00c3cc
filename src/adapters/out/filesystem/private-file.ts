import { constants } from 'node:fs';
import { lstat, mkdir, open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;

/** Makes a file that did not exist, readable by its owner only, and waits until its bytes are on stable storage. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY_FILE);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a file that did not exist, for its owner only. */
export const createPrivateFile = (path: string) =>
  open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, OWNER_ONLY_FILE);

/** A name is only safe from a power loss once its directory is. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Makes `path` and its missing parents for the owner only; returns those it made, outermost first. */
export async function makePrivateDirectories(path: string): Promise<readonly string[]> {
  const outermost = await mkdir(path, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
  if (outermost === undefined) return [];
  const made = [path];
  while (made[0] !== outermost && made[0] !== undefined) made.unshift(dirname(made[0]));
  return made;
}

/** Removes those directories that are empty, innermost first. */
export async function removeEmptyDirectories(outermostFirst: readonly string[]): Promise<void> {
  for (const directory of [...outermostFirst].reverse()) {
    await rmdir(directory).catch(() => undefined);
  }
}

/** Whether anything has this name, a dangling link included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The system's name for a failure, e.g. `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
