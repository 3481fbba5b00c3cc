import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { messageOf } from '../../../kernel/errors.js';

const TAKEN = 75;

type Attempt =
  | { readonly kind: 'locked' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A child that holds an flock(2) until its input closes: that is, until we let go or die. */
export class DataDirectoryLockProcess {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    /** Resolves when the lock is free, however that came. */
    readonly ended: Promise<void>,
  ) {}

  /** Null: another process has the lock. Rejects when locking as such does not work. */
  static async start(file: string): Promise<DataDirectoryLockProcess | null> {
    const options = ['--nonblock', '--conflict-exit-code', String(TAKEN), '--no-fork'];
    const child = spawn('flock', [...options, file, 'cat'], { detached: true });
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    const attempt = await firstWord(child, closed);
    if (attempt.kind === 'taken') return null;
    if (attempt.kind === 'failed') throw new Error(attempt.reason);
    keepUsAlive(child, 'unref');
    return new DataDirectoryLockProcess(
      child,
      closed.then(() => undefined),
    );
  }

  async end(): Promise<void> {
    keepUsAlive(this.child, 'ref');
    this.child.stdin.end();
    await this.ended;
  }
}

/** `cat` runs, and answers, only after `flock` has the lock. */
async function firstWord(
  child: ChildProcessWithoutNullStreams,
  closed: Promise<number | null>,
): Promise<Attempt> {
  const complaint: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
  const failed = once(child, 'error').then(([error]): Attempt => ({
    kind: 'failed',
    reason: messageOf(error),
  }));
  const ended = closed.then((code): Attempt => {
    const reason = Buffer.concat(complaint).toString().trim();
    return code === TAKEN ? { kind: 'taken' } : { kind: 'failed', reason };
  });
  const answered = once(child.stdout, 'data').then((): Attempt => ({ kind: 'locked' }));
  // That its pipe is closed when it has ended is no failure of its own.
  child.stdin.on('error', () => undefined).write('?\n');
  return Promise.race([answered, failed, ended]);
}

/** A process that only holds a lock must not keep ours alive, except while we wait for its end. */
function keepUsAlive(child: ChildProcessWithoutNullStreams, how: 'ref' | 'unref'): void {
  child[how]();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream[how]();
  }
}
