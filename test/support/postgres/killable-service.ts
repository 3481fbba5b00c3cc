import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnBound } from '../service/spawn-bound.js';

export interface KillableService {
  readonly child: ChildProcess;
  /** `ready`, or why it could not start. */
  readonly firstLine: string;
  kill(): Promise<void>;
}

/** A real process that holds a data directory and runs its PostgreSQL, until it is killed. */
export async function startKillableService(dataDir: string): Promise<KillableService> {
  const [hooks, program] = ['../typescript/register-typescript.mjs', 'start-and-wait.ts'].map((file) =>
    join(import.meta.dirname, file),
  );
  const child = spawnBound(process.execPath, ['--import', String(hooks), String(program), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const firstLine = await firstLineOf(child);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, firstLine, kill };
}

async function firstLineOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('it has no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}
