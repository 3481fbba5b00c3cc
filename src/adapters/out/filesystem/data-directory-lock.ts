import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../../../kernel/errors.js';
import { DataDirectoryInUse, DataDirectoryUnusable } from './data-directory-lock.errors.js';

const TAKEN = 75;
/** What a killed holder leaves ends within milliseconds; this is ample. */
const PATIENCE_MS = 2_000;
const TRY_EVERY_MS = 50;

/** Who holds a data directory, for people: the lock itself is the kernel's. */
interface Holder {
  readonly pid: number;
  readonly startedAt: Date;
  readonly address: string | null;
}

/**
 * One process at a time uses a data directory. The lock is an flock(2) held by a child that ends when its input
 * closes, so the kernel frees it when we die, however we die; nothing is ever stale.
 */
export class DataDirectoryLock {
  private constructor(
    /** Real path. */
    readonly dataDir: string,
    /** Stays the same over restarts; since the lock is exclusive, a job noted for it from before is dead. */
    readonly instanceId: string,
    private readonly child: ChildProcess,
    private readonly holder: Holder,
  ) {}

  /** Makes the directory if needed. @throws DataDirectoryInUse, DataDirectoryUnusable */
  static async acquire(directory: string, now: Date): Promise<DataDirectoryLock> {
    const dataDir = await makeDirectory(directory);
    const child = await lockWithPatience(dataDir);
    try {
      const holder: Holder = { pid: process.pid, startedAt: now, address: null };
      const lock = new DataDirectoryLock(dataDir, await readInstanceId(dataDir), child, holder);
      await lock.#save(holder);
      return lock;
    } catch (error) {
      await end(child);
      throw new DataDirectoryUnusable(dataDir, messageOf(error), 'Check its permissions and free space.');
    }
  }

  /** Called when the service is known to listen there, so that a second start can name it. */
  async noteAddress(address: string): Promise<void> {
    await this.#save({ ...this.holder, address });
  }

  /** Resolves when another process can take the directory. */
  async release(): Promise<void> {
    await rm(join(this.dataDir, 'instance.json'), { force: true });
    await end(this.child);
  }

  async #save({ pid, startedAt, address }: Holder): Promise<void> {
    const text = JSON.stringify({ pid, started_at: startedAt.toISOString(), address });
    const unfinished = join(this.dataDir, 'instance.json.new');
    await writeFile(unfinished, `${text}\n`, { mode: 0o644 });
    await rename(unfinished, join(this.dataDir, 'instance.json'));
  }
}

/** Others may pass through: the built-in PostgreSQL has another user when we are root. They see nothing on the way. */
async function makeDirectory(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o711 });
    return await realpath(directory);
  } catch (error) {
    throw new DataDirectoryUnusable(directory, messageOf(error), 'Make it writable or set DATA_DIR.');
  }
}

async function lockWithPatience(dataDir: string): Promise<ChildProcess> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const child = await tryLock(dataDir);
    if (child) return child;
    if (Date.now() >= deadline) throw new DataDirectoryInUse(dataDir, await describeHolder(dataDir));
    await pause(TRY_EVERY_MS);
  }
}

/** Null: another process has it. */
async function tryLock(dataDir: string): Promise<ChildProcess | null> {
  const options = ['--nonblock', '--conflict-exit-code', String(TAKEN), '--no-fork'];
  const child = spawn('flock', [...options, join(dataDir, 'lock'), 'cat'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const outcome = await untilLocked(child);
  if (outcome === 'locked') return letUsEnd(child);
  if (outcome === TAKEN) return null;
  throw new DataDirectoryUnusable(
    dataDir,
    `it cannot be locked (${outcome})`,
    'The program flock of util-linux is needed.',
  );
}

/** `cat` runs, and answers, only after `flock` has the lock. Else: the exit code or the words of the failure. */
async function untilLocked(child: ChildProcess): Promise<'locked' | number | string> {
  const words: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk));
  // The pipe of a program that has ended is no failure of its own.
  child.stdin?.on('error', () => undefined).write('?\n');
  const failed = once(child, 'error').then(([error]) => messageOf(error));
  const answered = child.stdout ? once(child.stdout, 'data').then(() => 'locked' as const) : failed;
  const ended = once(child, 'close').then(([code]) =>
    code === TAKEN ? TAKEN : Buffer.concat(words).toString().trim(),
  );
  return Promise.race([answered, ended]).catch(messageOf);
}

/** A process that only holds a lock must not keep ours alive. */
function letUsEnd(child: ChildProcess): ChildProcess {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

async function describeHolder(dataDir: string): Promise<string> {
  try {
    const { pid, started_at, address } = JSON.parse(
      await readFile(join(dataDir, 'instance.json'), 'utf8'),
    ) as {
      readonly pid: number;
      readonly started_at: string;
      readonly address: string | null;
    };
    return `process ${pid}, ${address ? `at ${address}` : 'still starting'}, since ${started_at}`;
  } catch {
    return 'which has not written yet who it is';
  }
}

async function readInstanceId(dataDir: string): Promise<string> {
  const file = join(dataDir, 'instance-id');
  const known = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (known !== '') return known;
  const unfinished = `${file}.new`;
  await writeFile(unfinished, `${randomUUID()}\n`);
  await rename(unfinished, file);
  return readInstanceId(dataDir);
}
