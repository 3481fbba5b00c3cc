import { open, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresUnusable } from './embedded-postgres.errors.js';
import {
  disownPostmasterFile,
  isServerOn,
  readPostmasterFile,
  type PostmasterFile,
} from './postmaster-file.js';
import { ServerProcess } from './server-process.js';
import type { ServerUser } from './server-user.js';

/** Long enough for the recovery after a power loss: `max_wal_size` bounds it. */
const LONGEST_START_MS = 120_000;
const LOOK_EVERY_MS = 20;

export interface ServerPlace {
  /** Real path: it is how a running server is recognised. */
  readonly clusterDir: string;
  readonly socketDir: string;
  readonly logFile: string;
}

/** A small server for one service: about 20 MB idle, on a unix socket only. Durability is not for sale. */
const SETTINGS: readonly string[] = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=60',
  'shared_buffers=32MB',
  'max_wal_size=256MB',
  'jit=off',
  'log_checkpoints=off',
];

/** Null: no server runs there. */
export async function findRunningServer(clusterDir: string): Promise<PostmasterFile | null> {
  const file = await readPostmasterFile(clusterDir);
  return file && (await isServerOn(clusterDir, file.pid)) ? file : null;
}

/** Starts a server, or takes over the one that runs already, and waits until it takes connections. */
export async function launchServer(
  program: string,
  place: ServerPlace,
  user: ServerUser | null,
): Promise<ServerProcess> {
  const logStart = await sizeOf(place.logFile);
  const server = (await adoptServer(place.clusterDir)) ?? (await spawnServer(program, place, user));
  try {
    await untilReady(server, place.clusterDir);
    return server;
  } catch (error) {
    await server.stop();
    throw await withLog(error, place.logFile, logStart);
  }
}

async function adoptServer(clusterDir: string): Promise<ServerProcess | null> {
  const running = await findRunningServer(clusterDir);
  if (!running) return null;
  const server = ServerProcess.adopt(clusterDir, running.pid);
  if (running.status !== 'stopping') return server;
  await server.ended;
  return null;
}

async function spawnServer(
  program: string,
  { clusterDir, socketDir, logFile }: ServerPlace,
  user: ServerUser | null,
): Promise<ServerProcess> {
  await disownPostmasterFile(clusterDir);
  // The setting is a list; quotes keep a comma in the path from dividing it.
  const sockets = `unix_socket_directories="${socketDir.replaceAll('"', '""')}"`;
  const settings = [...SETTINGS, sockets].flatMap((setting) => ['-c', setting]);
  const log = await open(logFile, 'a', 0o600);
  try {
    return await ServerProcess.spawn(program, ['-D', clusterDir, ...settings], user, log.fd);
  } finally {
    await log.close();
  }
}

async function untilReady(server: ServerProcess, clusterDir: string): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await isReady(server, clusterDir))) {
    if (!server.isRunning) throw new Error('it ended while it started');
    if (Date.now() > deadline) throw new Error(`it was not ready after ${LONGEST_START_MS / 1000} s`);
    await pause(LOOK_EVERY_MS);
  }
}

async function isReady(server: ServerProcess, clusterDir: string): Promise<boolean> {
  const file = await readPostmasterFile(clusterDir);
  return file?.pid === server.pid && file.status === 'ready';
}

async function withLog(error: unknown, logFile: string, from: number): Promise<Error> {
  if (!(error instanceof Error)) return new Error(String(error));
  const said = (await readFile(logFile).catch(() => Buffer.alloc(0))).subarray(from).toString().trim();
  const lastWords = said.split('\n').slice(-5).join(' ');
  return new EmbeddedPostgresUnusable(
    `${error.message}: ${lastWords || 'it said nothing'}`,
    `See ${logFile}.`,
  );
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
