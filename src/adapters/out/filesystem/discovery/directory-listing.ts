import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';

export type EntryKind = 'directory' | 'file' | 'link' | 'other';

export interface DirectoryListing {
  /** By name, in the order of their names. */
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** Names of directories that are no UTF-8, as well as they can be shown. */
  readonly unreadableNames: readonly string[];
}

/** @throws what readdir throws */
/** @throws what readdir throws */
export async function listDirectory(path: string): Promise<DirectoryListing> {
  const found = await readdir(path, { withFileTypes: true, encoding: 'buffer' });
  const readable = found.filter(({ name }) => isUtf8(name));
  const entries = readable.map((entry) => [entry.name.toString(), kindOf(entry)] as const);
  return {
    entries: new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    unreadableNames: found
      .filter((entry) => !isUtf8(entry.name) && entry.isDirectory())
      .map(({ name }) => name.toString()),
  };
}

function kindOf(entry: Dirent<Buffer>): EntryKind {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
