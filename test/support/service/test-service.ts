import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { until } from '../docker/until.js';
import { descendantsOf } from './processes.js';
import { ServiceClient } from './service-client.js';
import { spawnBound } from './spawn-bound.js';
import { builtInDatabase, type ServiceDatabase } from './service-database.js';

/** `<archive>/<stack>/<backup>` */
const BACKUP_DEPTH = 3;
const PROJECT = join(import.meta.dirname, '../../..');

export interface TestServiceOptions {
  readonly socket: string;
  /** Roots of stacks. */
  readonly stacksDirs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where the archives are; below the data directory by default. */
  readonly archivesDir?: string;
  /** Instead of the built-in one. */
  readonly database?: ServiceDatabase;
  /** It can be told to kill itself, see `crashAt`. */
  readonly crashable?: boolean;
}

/** The built service as its users start it: a process of its own. */
export class TestService extends ServiceClient {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    readonly dataDir: string,
    private readonly options: TestServiceOptions,
  ) {
    super();
  }

  /** With a data directory of its own, unless another one's is given. */
  static async prepare(options: TestServiceOptions, dataDir?: string): Promise<TestService> {
    if (dataDir !== undefined) return new TestService(dataDir, options);
    const made = await mkdtemp(join(tmpdir(), 'stowage-service-'));
    await chmod(made, 0o711); // the built-in PostgreSQL has another user
    return new TestService(made, options);
  }

  get archivesDir(): string {
    return this.options.archivesDir ?? join(this.dataDir, 'archives');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get database(): ServiceDatabase {
    return this.options.database ?? builtInDatabase(this.dataDir);
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    this.launch();
    await until(
      `the service in ${this.dataDir} to listen`,
      () => {
        const listening = /Stowage listens on (\S+)/.exec(this.output);
        this.address = listening?.[1] ?? '';
        if (this.child?.exitCode !== null) throw new Error(`the service ended at once:\n${this.output}`);
        return this.address !== '';
      },
      { seconds: 60 },
    );
  }

  /** Starts the process and waits for nothing. */
  launch(): void {
    this.output = '';
    const crashPoints = join(import.meta.dirname, 'crash-points.mjs');
    const preload = this.options.crashable ? ['--import', crashPoints] : [];
    this.child = spawnBound(process.execPath, [...preload, join(PROJECT, 'dist/main.js')], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: this.dataDir,
        ARCHIVES_DIR: this.archivesDir,
        STACKS_DIRS: this.options.stacksDirs.join(':'),
        DOCKER_HOST: `unix://${this.options.socket}`,
        PORT: '0',
        TZ: 'UTC',
        LOG_LEVEL: 'DEBUG',
        CRASH_POINT_FILE: this.crashPointFile,
        ...this.options.database?.environment,
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  /** From now on, if it is crashable, it kills itself at this place of crash-points.mjs; null: nowhere. */
  async crashAt(point: string | null): Promise<void> {
    await writeFile(this.crashPointFile, point ?? '');
  }

  /** What it has written to its terminal. */
  said(): string {
    return this.output;
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Resolves with the exit code, or the signal that ended it, when all it said was read. */
  async ended(): Promise<number | string> {
    const child = this.child;
    if (!child) return 0;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.signalCode ?? child.exitCode ?? 0;
  }

  /** In order; no-op when it has ended. */
  async stop(): Promise<number | string> {
    this.child?.kill('SIGTERM');
    return this.ended();
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.child?.signalCode === 'SIGKILL') {
      await this.start(); // takes over its PostgreSQL, to stop it in order
      await this.stop();
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Resolves with the process's id when a program of this name works for the service. */
  async worker(name: 'tar' | 'zstd' | 'postgres'): Promise<number> {
    const found = await until(
      `${name} to run`,
      async () => (await descendantsOf(this.pid)).find((one) => one.name === name),
      { everyMs: 20 },
    );
    return found.pid;
  }

  /** Starts a backup and holds its writer still in the middle, until `goOn` is called. */
  async halfWritten(stack: string): Promise<{ readonly id: number; readonly goOn: () => void }> {
    const id = await this.backUp([stack], { compression_level: 19 });
    const writer = await this.worker('zstd');
    process.kill(writer, 'SIGSTOP');
    return { id, goOn: () => process.kill(writer, 'SIGCONT') };
  }

  /**
   * What stands below the archives, relative to it and hidden or not: everything in the directories of stacks, where
   * a backup is a file or a folder, and every file that is anywhere above.
   */
  async archived(): Promise<readonly string[]> {
    const entries = await readdir(this.archivesDir, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = entries.map((entry) => ({
      path: relative(this.archivesDir, join(entry.parentPath, entry.name)),
      isPlace: entry.isDirectory(),
    }));
    return paths
      .filter(
        ({ path, isPlace }) => depthOf(path) === BACKUP_DEPTH || (depthOf(path) < BACKUP_DEPTH && !isPlace),
      )
      .map(({ path }) => path)
      .sort();
  }

  private get crashPointFile(): string {
    return join(this.dataDir, 'crash-point');
  }
}

const depthOf = (path: string): number => path.split('/').length;
