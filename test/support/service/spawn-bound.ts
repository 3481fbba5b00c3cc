import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

/** Starts a program that is asked to end when this process dies: a test run that is killed leaves nothing behind. */
export const spawnBound = (program: string, args: readonly string[], options: SpawnOptions): ChildProcess =>
  spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], options);
