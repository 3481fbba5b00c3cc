import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { hasCode, isMissing } from './file-errors.js';

/**
 * What must be saved so that `path` can be read again: every symbolic link on the way and the file or directory at its end.
 * Nothing if it does not exist, is neither file nor directory, or ends outside of `directory`, a real path.
 */
export async function pathsWithin(directory: string, path: string): Promise<readonly string[]> {
  try {
    const target = await realpath(path);
    const stats = await stat(target);
    if (!isBelow(directory, target) || !(stats.isFile() || stats.isDirectory())) return [];
    return isBelow(directory, path) ? [...(await linksOn(directory, path)), target] : [target];
  } catch (error) {
    if (isMissing(error) || hasCode(error, 'ELOOP')) return [];
    throw error;
  }
}

const isBelow = (directory: string, path: string): boolean => path.startsWith(`${directory}${sep}`);

/** The links between the directory and the end of the path, those that lead to other links included. */
async function linksOn(directory: string, path: string): Promise<readonly string[]> {
  const [first, ...rest] = relative(directory, path).split(sep);
  if (!first) return [];
  return linksFrom(directory, join(directory, first), rest);
}

async function linksFrom(directory: string, at: string, rest: readonly string[]): Promise<readonly string[]> {
  if ((await lstat(at)).isSymbolicLink()) {
    const next = resolve(dirname(at), await readlink(at), ...rest);
    return isBelow(directory, next) ? [at, ...(await linksOn(directory, next))] : [];
  }
  const [name, ...others] = rest;
  return name === undefined ? [] : linksFrom(directory, join(at, name), others);
}
