import { randomUUID } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { DataDirectoryLockProcess } from './data-directory-lock-process.js';
import {
  DataDirectoryInUse,
  DataDirectoryLost,
  DataDirectoryUnusable,
} from './data-directory-lock.errors.js';

/** What a killed holder leaves ends within milliseconds; this is ample. */
const PATIENCE_MS = 2_000;
const TRY_EVERY_MS = 50;

/** Who holds a data directory, for people: the lock itself is the kernel's. */
interface Holder {
  readonly pid: number;
  readonly startedAt: Date;
}

/**
 * One process at a time uses a data directory. The lock is an flock(2) held by a child that ends when its input
 * closes, so the kernel frees it when we die, however we die; nothing is ever stale. When the child alone is killed,
 * the lock is taken again at once; whoever comes in between has it.
 */
export class DataDirectoryLock {
  readonly #logger = new Logger(DataDirectoryLock.name);
  readonly #lost = new AbortController();
  #keeping: Promise<void> = Promise.resolve();
  #released = false;

  private constructor(
    /** Real path. */
    readonly dataDir: string,
    /** Stays the same over restarts; since the lock is exclusive, a job noted for it from before is dead. */
    readonly instanceId: string,
    private readonly holder: Holder,
    private process: DataDirectoryLockProcess,
  ) {}

  /** Makes the directory if needed. @throws DataDirectoryInUse, DataDirectoryUnusable */
  static async acquire(directory: string, now: Date, patienceMs = PATIENCE_MS): Promise<DataDirectoryLock> {
    const dataDir = await makeDirectory(directory);
    const holding = await lockWithPatience(dataDir, patienceMs);
    try {
      const holder: Holder = { pid: process.pid, startedAt: now };
      const lock = new DataDirectoryLock(dataDir, await readInstanceId(dataDir), holder, holding);
      await lock.#save(null);
      lock.#keeping = lock.#keep();
      return lock;
    } catch (error) {
      await holding.end();
      throw new DataDirectoryUnusable(dataDir, messageOf(error), 'Check its permissions and free space.');
    }
  }

  /** Aborts with DataDirectoryLost: the directory may be another process's by now, and must not be used any more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Called when the service is known to listen there, so that a second start can name it. No-op when it is lost. */
  async noteAddress(address: string): Promise<void> {
    if (!this.lost.aborted) await this.#save(address);
  }

  /** Resolves when another process can take the directory. No-op when it is lost. */
  async release(): Promise<void> {
    this.#released = true;
    if (this.lost.aborted) return;
    await rm(join(this.dataDir, 'instance.json'), { force: true });
    await this.process.end();
    await this.#keeping;
  }

  /** Somebody, or a kernel out of memory, may kill the child that holds the lock. Never rejects. */
  async #keep(): Promise<void> {
    for (;;) {
      await this.process.ended;
      if (this.#released) return;
      try {
        this.process = await lockAgain(this.dataDir);
      } catch (error) {
        this.#logger.error(messageOf(error));
        this.#lost.abort(error);
        return;
      }
      this.#logger.warn(`What held the lock of ${this.dataDir} was killed; another process holds it now.`);
      if (this.#released) await this.process.end();
    }
  }

  async #save(address: string | null): Promise<void> {
    const { pid, startedAt } = this.holder;
    const text = JSON.stringify({ pid, started_at: startedAt.toISOString(), address });
    await replaceFile(join(this.dataDir, 'instance.json'), text);
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

async function lockWithPatience(dataDir: string, patienceMs: number): Promise<DataDirectoryLockProcess> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const holding = await tryLock(dataDir);
    if (holding) return holding;
    if (Date.now() >= deadline) throw new DataDirectoryInUse(dataDir, await describeHolder(dataDir));
    await pause(TRY_EVERY_MS);
  }
}

/** @throws DataDirectoryLost */
async function lockAgain(dataDir: string): Promise<DataDirectoryLockProcess> {
  const again = await tryLockPatiently(dataDir).catch((error: unknown) => {
    throw new DataDirectoryLost(dataDir, `no other could be started: ${messageOf(error)}`);
  });
  if (again) return again;
  throw new DataDirectoryLost(dataDir, `another Stowage came first (see instance.json there)`);
}

/** Out of memory there may be no new process for a moment. */
async function tryLockPatiently(dataDir: string): Promise<DataDirectoryLockProcess | null> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await tryLock(dataDir);
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await pause(TRY_EVERY_MS);
    }
  }
}

async function tryLock(dataDir: string): Promise<DataDirectoryLockProcess | null> {
  try {
    return await DataDirectoryLockProcess.start(join(dataDir, 'lock'));
  } catch (error) {
    const remedy = 'Make it writable, and install the program flock (package util-linux).';
    throw new DataDirectoryUnusable(dataDir, `it cannot be locked (${messageOf(error)})`, remedy);
  }
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
  const made = randomUUID();
  await replaceFile(file, made);
  return made;
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, `${text}\n`);
  await rename(`${file}.new`, file);
}
