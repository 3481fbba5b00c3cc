import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';

/** Not the temporary directory of the environment, which may be long: a socket's path has 107 bytes at most. */
const PARENT = '/tmp';
const PREFIX = 'stowage-engine-';

/** A new directory for one engine, marked as belonging to this process. */
export async function makeEngineDirectory(): Promise<string> {
  const directory = await mkdtemp(join(PARENT, PREFIX));
  await writeFile(join(directory, 'owner'), String(process.pid));
  return directory;
}

/** Those of test processes that are gone. */
export async function abandonedEngineDirectories(): Promise<readonly string[]> {
  const names = (await readdir(PARENT)).filter((name) => name.startsWith(PREFIX));
  const abandoned = names.map(async (name) => {
    const owner = await readFile(join(PARENT, name, 'owner'), 'utf8').catch(() => null);
    return owner !== null && !existsSync(`/proc/${owner}`) ? [join(PARENT, name)] : [];
  });
  return (await Promise.all(abandoned)).flat();
}

/** Unmounts what is left below and removes everything. */
export async function discardEngineDirectory(directory: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((path) => path.startsWith(`${directory}/`));
  if (mounts.length > 0) await run('umount', ['-l', ...mounts.reverse()]);
  await rm(directory, { recursive: true, force: true });
}
