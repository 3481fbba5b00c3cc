import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresUnusable } from './embedded-postgres.errors.js';
import { runProgram } from './run-program.js';

/** The user the server runs as when that is not the one we are. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const ROOT = 0;

/**
 * PostgreSQL refuses to run as root, so as root it gets the user who has the data already, else `postgres`, else
 * `nobody`. Null: the user we are.
 */
export async function chooseServerUser(clusterDir: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== ROOT) return null;
  const user = (await ownerOf(clusterDir)) ?? (await userNamed('postgres')) ?? (await userNamed('nobody'));
  if (user) return user;
  throw new EmbeddedPostgresUnusable(
    'PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it as',
    'Create one (useradd --system postgres), run Stowage as another user, or set DATABASE_URL.',
  );
}

async function ownerOf(path: string): Promise<ServerUser | null> {
  const stats = await stat(path).catch(() => null);
  return stats && stats.uid !== ROOT ? { uid: stats.uid, gid: stats.gid } : null;
}

async function userNamed(name: string): Promise<ServerUser | null> {
  try {
    return {
      uid: Number(await runProgram('id', ['-u', name], null)),
      gid: Number(await runProgram('id', ['-g', name], null)),
    };
  } catch {
    return null;
  }
}

/** Asks the system rather than reading mode bits: access lists and mount options count too. */
export async function ensureReachable(directory: string, user: ServerUser | null): Promise<void> {
  if (!user || (await mayEnter(directory, user))) return;
  const obstacle = await firstClosedDirectory(directory, user);
  throw new EmbeddedPostgresUnusable(
    `it runs as user id ${user.uid}, who may not enter ${obstacle} on the way to ${directory}`,
    `Allow passing through (chmod o+x '${obstacle}'), put DATA_DIR elsewhere, or set DATABASE_URL.`,
  );
}

const mayEnter = (directory: string, user: ServerUser): Promise<boolean> =>
  runProgram('test', ['-x', directory], user).then(
    () => true,
    () => false,
  );

async function firstClosedDirectory(directory: string, user: ServerUser): Promise<string> {
  const parent = dirname(directory);
  const closedAbove = parent !== directory && !(await mayEnter(parent, user));
  return closedAbove ? firstClosedDirectory(parent, user) : directory;
}
