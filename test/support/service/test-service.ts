import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { until } from '../docker/until.js';
import { queryDatabase } from './service-database.js';

const PROJECT = join(import.meta.dirname, '../../..');

export interface TestServiceOptions {
  readonly socket: string;
  /** Roots of stacks. */
  readonly stacksDirs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where the archives are; below the data directory by default. */
  readonly archivesDir?: string;
}

export interface WireJob {
  readonly id: number;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly progress: Readonly<Record<string, unknown>> | null;
}

export interface WireMetric {
  readonly stack_name: string;
  readonly status: string;
  readonly was_running: boolean | null;
  readonly running_again: boolean | null;
  readonly backup_id: number | null;
  readonly archive_path: string | null;
  readonly error: string | null;
}

/** The built service as its users start it: a process of its own, with a data directory of its own. */
export class TestService {
  private child: ChildProcess | null = null;
  private output = '';
  address = '';

  private constructor(
    readonly dataDir: string,
    private readonly options: TestServiceOptions,
  ) {}

  static async prepare(options: TestServiceOptions): Promise<TestService> {
    const dataDir = await mkdtemp(join(tmpdir(), 'stowage-service-'));
    await chmod(dataDir, 0o711); // the built-in PostgreSQL has another user
    return new TestService(dataDir, options);
  }

  get archivesDir(): string {
    return this.options.archivesDir ?? join(this.dataDir, 'archives');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when it listens. `crashAt`: where it kills itself, see crash-points.mjs. */
  async start(crashAt?: string): Promise<void> {
    this.output = '';
    const preload = crashAt === undefined ? [] : ['--import', join(import.meta.dirname, 'crash-points.mjs')];
    this.child = spawn(process.execPath, [...preload, join(PROJECT, 'dist/main.js')], {
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
        ...(crashAt !== undefined && { CRASH_AT: crashAt }),
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    await until(`the service in ${this.dataDir} to listen`, () => {
      const listening = /Stowage listens on (\S+)/.exec(this.output);
      this.address = listening?.[1] ?? '';
      if (this.child?.exitCode !== null) throw new Error(`the service ended at once:\n${this.output}`);
      return this.address !== '';
    });
  }

  said(): string {
    return this.output;
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    this.child?.kill(name);
    await Promise.resolve();
  }

  /** Resolves with the exit code, or the signal that ended it. */
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
    if (this.child && this.child.signalCode === 'SIGKILL') {
      await this.start(); // takes over its PostgreSQL, to stop it in order
      await this.stop();
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async get<T>(path: string): Promise<T> {
    return (await this.fetch(path)) as T;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })) as T;
  }

  /** Starts an ad-hoc backup and returns the job's id. */
  async backUp(stacks: readonly string[], more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const { job_id } = await this.post<{ readonly job_id: number }>('/api/jobs', { stacks, ...more });
    return job_id;
  }

  async job(id: number): Promise<{ readonly job: WireJob; readonly metrics: readonly WireMetric[] }> {
    return this.get(`/api/jobs/${id}`);
  }

  async finished(id: number): Promise<{ readonly job: WireJob; readonly metrics: readonly WireMetric[] }> {
    await until(
      `job ${id} to end`,
      async () => !['queued', 'running'].includes((await this.job(id)).job.status),
    );
    return this.job(id);
  }

  async log(id: number): Promise<string> {
    return (await fetch(`${this.address}/api/jobs/${id}/log`)).text();
  }

  /** Every file and directory below the archives, hidden ones included, relative to it; folder backups not entered. */
  async archived(): Promise<readonly string[]> {
    const entries = await readdir(this.archivesDir, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.archivesDir, join(entry.parentPath, entry.name)))
      .sort();
  }

  async manifest(path: string): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await readFile(`${path}.manifest.json`, 'utf8')) as Readonly<Record<string, unknown>>;
  }

  /** The catalogue's rows, oldest first. */
  catalogue(): Promise<readonly { readonly id: number; readonly path: string }[]> {
    return queryDatabase(this.dataDir, 'SELECT id, path FROM backups ORDER BY id');
  }

  /** Paths of the stacks that are owed a restart. */
  async owed(): Promise<readonly string[]> {
    const rows = await queryDatabase<{ readonly stack_path: string }>(
      this.dataDir,
      'SELECT stack_path FROM suspensions',
    );
    return rows.map(({ stack_path }) => stack_path);
  }

  private async fetch(path: string, init?: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.address}${path}`, init);
    const body = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
    return JSON.parse(body);
  }
}
