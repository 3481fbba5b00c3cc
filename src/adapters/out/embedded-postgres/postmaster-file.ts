import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What a server writes about itself into its data directory (PostgreSQL: src/include/utils/pidfile.h). */
export interface PostmasterFile {
  readonly pid: number;
  readonly socketDirectory: string;
  readonly status: string;
}

const fileIn = (clusterDir: string): string => join(clusterDir, 'postmaster.pid');

/** Null: no server has run, or the last one ended in order. */
export async function readPostmasterFile(clusterDir: string): Promise<PostmasterFile | null> {
  const lines = (await readFile(fileIn(clusterDir), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, socketDirectory: lines[4] ?? '', status: lines[7]?.trim() ?? '' };
}

/** True if that process is a PostgreSQL server on this directory, and not one that was given the same id since. */
export async function isServerOn(clusterDir: string, pid: number): Promise<boolean> {
  const [program, flag, directory] = (await readProc(pid, 'cmdline')).split('\0');
  const isServer = basename(program ?? '') === 'postgres' && flag === '-D' && directory === clusterDir;
  return isServer && !(await isZombie(pid));
}

async function isZombie(pid: number): Promise<boolean> {
  // The name before the state may hold anything but ends with the last parenthesis.
  const state = (await readProc(pid, 'stat')).split(')').at(-1)?.trim()[0];
  return state === undefined || state === 'Z' || state === 'X';
}

const readProc = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');

/**
 * PostgreSQL refuses to start when the id in a file left by a crash belongs to any process of its user now, which
 * is common in containers. It accepts its parent's id there. The file itself must stay: the other lines let the
 * server find out whether something of its predecessor still runs.
 */
export async function disownPostmasterFile(clusterDir: string): Promise<void> {
  const text = await readFile(fileIn(clusterDir), 'utf8').catch(() => null);
  if (text !== null) await writeFile(fileIn(clusterDir), text.replace(/^\d+/, String(process.pid)));
}
