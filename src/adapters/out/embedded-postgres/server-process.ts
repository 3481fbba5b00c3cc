import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { isServerOn } from './postmaster-file.js';
import { CLEAN_ENVIRONMENT } from './run-program.js';
import type { ServerUser } from './server-user.js';

const LOOK_EVERY_MS = 250;
const FAST_SHUTDOWN_MS = 20_000;

/** A running server, ours or one that a crashed predecessor of ours left. */
export class ServerProcess {
  #running = true;

  private constructor(
    readonly pid: number,
    /** Resolves when it has ended, however it ended. */
    readonly ended: Promise<void>,
  ) {
    void ended.then(() => (this.#running = false));
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** A direct child, in a session of its own so that Ctrl-C in our terminal does not end it before us. */
  static async spawn(
    program: string,
    args: readonly string[],
    user: ServerUser | null,
    log: number,
  ): Promise<ServerProcess> {
    const stdio: ['ignore', number, number] = ['ignore', log, log];
    const child = spawn(program, args, { ...user, cwd: '/', env: CLEAN_ENVIRONMENT, detached: true, stdio });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await once(child, 'spawn');
    child.unref();
    return new ServerProcess(Number(child.pid), ended);
  }

  static adopt(clusterDir: string, pid: number): ServerProcess {
    return new ServerProcess(pid, untilGone(clusterDir, pid));
  }

  /** Ends all connections and writes everything down; if that takes too long, the next start recovers. */
  async stop(): Promise<void> {
    this.#signal('SIGINT');
    if (await this.#endsWithin(FAST_SHUTDOWN_MS)) return;
    this.#signal('SIGQUIT');
    await this.ended;
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#running) process.kill(this.pid, signal);
    } catch (error) {
      // It ended between the look and the signal.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async #endsWithin(ms: number): Promise<boolean> {
    const stopWaiting = new AbortController();
    const tooLong = pause(ms, false, { signal: stopWaiting.signal }).catch(() => false);
    const ended = await Promise.race([this.ended.then(() => true), tooLong]);
    stopWaiting.abort();
    return ended;
  }
}

/** A process that is not our child tells nobody when it ends. */
async function untilGone(clusterDir: string, pid: number): Promise<void> {
  while (await isServerOn(clusterDir, pid)) await pause(LOOK_EVERY_MS, undefined, { ref: false });
}
