import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../kernel/errors.js';
import { EmbeddedPostgresUnusable } from './embedded-postgres.errors.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runProgram } from './run-program.js';
import type { ServerUser } from './server-user.js';

export const SUPERUSER = 'stowage';

/** Makes the database cluster if there is none. A crash on the way leaves none. */
export async function ensureCluster(
  directory: string,
  binaries: PostgresBinaries,
  user: ServerUser | null,
): Promise<void> {
  if (!(await hasCluster(directory, binaries))) await initialise(directory, binaries, user);
}

/** False: there is none yet. @throws EmbeddedPostgresUnusable when what is there is not for this PostgreSQL */
export async function hasCluster(
  directory: string,
  { majorVersion }: Pick<PostgresBinaries, 'majorVersion'>,
): Promise<boolean> {
  const version = await versionOnDisk(directory);
  if (version === null) return false;
  if (version === majorVersion) return true;
  throw new EmbeddedPostgresUnusable(
    `${directory} was made by PostgreSQL ${version}, and this is PostgreSQL ${majorVersion}`,
    'Start the version of Stowage that made it and move the data with pg_dump, or put the directory aside.',
  );
}

/** Null: there is no cluster, and nothing that making one would overwrite. */
async function versionOnDisk(directory: string): Promise<string | null> {
  const version = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) return version.trim();
  const entries = await readdir(directory).catch(() => []);
  if (entries.length === 0) return null;
  throw new EmbeddedPostgresUnusable(
    `${directory} is not empty and is no database of PostgreSQL`,
    'Move what is there elsewhere, or choose another DATA_DIR.',
  );
}

async function initialise(
  directory: string,
  { initdb }: PostgresBinaries,
  user: ServerUser | null,
): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (user) await chown(unfinished, user.uid, user.gid);
  await runInitdb(initdb, unfinished, user);
  await rename(unfinished, directory);
  await syncDirectory(dirname(directory));
}

async function runInitdb(initdb: string, directory: string, user: ServerUser | null): Promise<void> {
  // Upper and lower case of all letters, the same on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await runProgram(
      initdb,
      ['-D', directory, '-U', SUPERUSER, '--auth=trust', '--data-checksums', ...locale],
      user,
    );
  } catch (error) {
    const remedy = 'Check free space and the permissions of DATA_DIR.';
    throw new EmbeddedPostgresUnusable(`making its database failed (${messageOf(error)})`, remedy);
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
