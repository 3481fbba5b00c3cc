import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { settle } from '../../../../kernel/settle.js';
import { bounded } from './bounded.js';
import { MessagePipe } from './message-pipe.js';
import type { SystemTools } from './system-tools.js';

const PATIENCE_MS = 2000;
/** Of /proc/…/io, see proc(5): what read(2) has returned, from the page cache or not. */
const BYTES_READ = /^rchar: (\d+)$/m;

/** How a process ended; exactly one is not null. `error`: it could not be started, or not be listened to. */
export interface WriterExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: Error | null;
}

export interface WriterPlan {
  readonly command: readonly string[];
  readonly stdin: 'ignore' | 'pipe';
  /** A file descriptor, or who reads it: from the start, as what nobody reads is lost when the program ends. */
  readonly stdout: number | 'ignore' | ((output: Readable) => void);
  readonly onLine: (line: string) => void;
}

/** Nothing ends it, e.g. while it waits for storage that does not answer. */
export class UnkillableWriter extends Error {
  override readonly name = 'UnkillableWriter';

  constructor() {
    super('it did not end even when killed');
  }
}

/** A program with all that it starts, in a process group of its own; its messages are read while it runs. */
export class WriterProcess {
  /**
   * Resolves, and never rejects, once the whole group has ended and its last message was read; with an
   * UnkillableWriter when that did not happen within ten seconds after it was killed.
   */
  readonly ended: Promise<WriterExit>;
  private readonly killed = new AbortController();

  private constructor(
    private readonly child: ChildProcess,
    private readonly messages: MessagePipe,
    onLine: (line: string) => void,
  ) {
    // Whoever outlives the leader has nobody to work for: a compressor may have minutes of input in store.
    const exited = exitOf(child).finally(() => this.kill());
    this.ended = this.end(this.follow(exited, onLine));
  }

  static async start(plan: WriterPlan, tools: SystemTools): Promise<WriterProcess> {
    const messages = await MessagePipe.open(tools);
    try {
      const [program = '', ...args] = plan.command;
      const child = spawn(program, args, {
        detached: true,
        env: tools.environment,
        stdio: [plan.stdin, typeof plan.stdout === 'function' ? 'pipe' : plan.stdout, messages.fd],
      });
      if (typeof plan.stdout === 'function' && child.stdout !== null) plan.stdout(child.stdout);
      const writer = new WriterProcess(child, messages, plan.onLine);
      await messages.handOver();
      return writer;
    } catch (error) {
      await Promise.allSettled([messages.handOver(), messages.close()]);
      throw error;
    }
  }

  get stdin(): Writable | null {
    return this.child.stdin;
  }

  /**
   * Bytes that the program has read from anywhere since it was started; null when the kernel does not tell, as of one
   * that has ended. The kernel answers out of its memory: nothing to wait for, also when the program waits.
   */
  bytesConsumed(): number | null {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return null;
    try {
      const count = BYTES_READ.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))?.[1];
      return count === undefined ? null : Number(count);
    } catch {
      return null;
    }
  }

  /** Asks the group to end, insists after two seconds, and waits until it is gone, or given up. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const patience = new AbortController();
    const insist = delay(PATIENCE_MS, undefined, { signal: patience.signal }).then(
      () => this.kill(),
      () => undefined,
    );
    await this.ended;
    patience.abort();
    await insist;
  }

  private async end(followed: Promise<WriterExit>): Promise<WriterExit> {
    await Promise.race([followed, once(this.killed.signal, 'abort')]);
    return (await bounded(followed)) ?? this.giveUp();
  }

  /** Lets go of all that ties us to it, so that nobody waits for what it still does. */
  private giveUp(): WriterExit {
    this.child.stdin?.destroy();
    this.child.stdout?.destroy();
    this.child.unref();
    void settle(() => this.messages.close());
    return { code: null, signal: null, error: new UnkillableWriter() };
  }

  private async follow(exited: Promise<WriterExit>, onLine: (line: string) => void): Promise<WriterExit> {
    let unread: Error | null = null;
    try {
      await this.messages.readLines(onLine);
    } catch (error) {
      unread = error instanceof Error ? error : new Error(String(error));
      this.kill();
    }
    const exit = await exited;
    await this.messages.close().catch(() => undefined);
    return unread === null ? exit : { code: null, signal: null, error: unread };
  }

  private kill(): void {
    this.signal('SIGKILL');
    this.killed.abort();
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // The group has ended already.
    }
  }
}

function exitOf(child: ChildProcess): Promise<WriterExit> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal, error: null }));
  });
}
