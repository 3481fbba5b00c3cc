import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../docker/until.js';

interface KernelLock {
  readonly pid: number;
  /** In line for it. */
  readonly waits: boolean;
}

/** The process that the kernel notes as holder of a data directory's lock. */
export async function lockHolderOf(dataDir: string): Promise<number | undefined> {
  return (await locksOn(dataDir)).find(({ waits }) => !waits)?.pid;
}

/** Somebody else who wants a data directory, and has it the moment that it is free. */
export class LockRival {
  private constructor(private readonly child: ChildProcessWithoutNullStreams) {}

  /** Resolves when it is in line. */
  static async queue(dataDir: string): Promise<LockRival> {
    const child = spawn('flock', ['--no-fork', join(dataDir, 'lock'), 'cat']);
    await until('the rival to be in line', async () =>
      (await locksOn(dataDir)).some(({ pid, waits }) => waits && pid === child.pid),
    );
    return new LockRival(child);
  }

  /** No-op when it has left. */
  async leave(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.stdin.end();
    await once(this.child, 'close');
  }
}

/** As proc_locks(5) has them: `1: FLOCK ADVISORY WRITE 4711 08:01:1234 0 EOF`, and `1: -> FLOCK …` for one in line. */
async function locksOn(dataDir: string): Promise<readonly KernelLock[]> {
  const { ino } = await stat(join(dataDir, 'lock'));
  const locks = [
    ...(await readFile('/proc/locks', 'utf8')).matchAll(/: (->)? ?FLOCK +\S+ +\S+ (\d+) \S+:(\d+) /g),
  ];
  return locks
    .filter(([, , , inode]) => Number(inode) === ino)
    .map(([, arrow, pid]) => ({ pid: Number(pid), waits: arrow !== undefined }));
}
