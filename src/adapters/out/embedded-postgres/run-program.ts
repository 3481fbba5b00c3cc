import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerUser } from './server-user.js';

const LONGEST_RUN_MS = 120_000;

/** Nothing of our own environment, which has secrets, reaches PostgreSQL. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** Runs a short-lived program as that user and returns what it printed; rejects when it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  user: ServerUser | null,
): Promise<string> {
  const options = { ...user, cwd: '/', env: CLEAN_ENVIRONMENT, timeout: LONGEST_RUN_MS };
  const { stdout } = await promisify(execFile)(program, [...args], options);
  return stdout.trim();
}
