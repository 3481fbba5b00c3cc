import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresUnusable } from './embedded-postgres.errors.js';
import type { ServerUser } from './server-user.js';

/** The kernel's limit for the path of a unix socket, without the final NUL. */
const LONGEST_SOCKET_PATH = 107;
const SOCKET_NAME = '.s.PGSQL.5432';

/**
 * The directory of the server's socket: `<dataDir>/postgres.run`, or, where that is too long for a socket, one
 * below the system's temporary directory named after a hash of the data directory.
 */
export function socketDirectoryFor(dataDir: string): string {
  const preferred = join(dataDir, 'postgres.run');
  if (Buffer.byteLength(join(preferred, SOCKET_NAME)) <= LONGEST_SOCKET_PATH) return preferred;
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `stowage-${key}`);
}

/** Makes it, closed to everybody but the server's user; refuses one that somebody else has put there. */
export async function ensureSocketDirectory(directory: string, user: ServerUser | null): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const stats = await lstat(directory);
  const trusted = [process.getuid?.(), user?.uid].includes(stats.uid);
  if (!stats.isDirectory() || !trusted) {
    throw new EmbeddedPostgresUnusable(
      `${directory} belongs to user id ${stats.uid} or is no directory`,
      'Remove it and start again.',
    );
  }
  await chmod(directory, 0o700);
  if (user) await chown(directory, user.uid, user.gid);
}
