import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { messageOf } from '../../../kernel/errors.js';
import { EmbeddedPostgresUnusable } from './embedded-postgres.errors.js';
import { runProgram } from './run-program.js';
import type { ServerUser } from './server-user.js';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** E.g. `18`. */
  readonly majorVersion: string;
}

interface Symlink {
  readonly source: string;
  readonly target: string;
}

/** Finds the programs in the npm package for this platform and proves that `user` can run them. */
export async function findBinaries(user: ServerUser | null): Promise<PostgresBinaries> {
  const root = packageRoot();
  await makeMissingSymlinks(root);
  const [postgres, initdb] = [join(root, 'native/bin/postgres'), join(root, 'native/bin/initdb')];
  const version = await versionOf(postgres, user);
  await versionOf(initdb, user);
  return { postgres, initdb, majorVersion: /(\d+)/.exec(version)?.[1] ?? version };
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresUnusable(
      `the package ${name} is not installed`,
      'Run "npm install" without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, if it was allowed to run. */
async function makeMissingSymlinks(root: string): Promise<void> {
  const links = JSON.parse(
    await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'),
  ) as readonly Symlink[];
  for (const { source, target } of links) await makeSymlink(join(root, source), join(root, target));
}

async function makeSymlink(source: string, target: string): Promise<void> {
  if (await lstat(target).catch(() => null)) return;
  try {
    await symlink(relative(dirname(target), source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new EmbeddedPostgresUnusable(
      `the link ${target} is missing and cannot be made (${messageOf(error)})`,
      'Run "npm rebuild" as a user who may write to node_modules, or set DATABASE_URL.',
    );
  }
}

async function versionOf(program: string, user: ServerUser | null): Promise<string> {
  try {
    return await runProgram(program, ['--version'], user);
  } catch (error) {
    const who = user ? `user id ${user.uid}` : 'this user';
    throw new EmbeddedPostgresUnusable(
      `${who} cannot run ${program} (${messageOf(error)})`,
      'Install Stowage where every user may enter (not below a home directory of mode 0700), or set DATABASE_URL.',
    );
  }
}
