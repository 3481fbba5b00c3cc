import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Compressors } from '../../../src/adapters/out/filesystem/backups/compressors.js';
import { FilesystemBackupStore } from '../../../src/adapters/out/filesystem/backups/filesystem.backup-store.js';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import type { AppConfig } from '../../../src/config/app-config.js';
import type {
  BackupTarget,
  CaptureRequest,
  Manifest,
  OutputFormat,
  SealedBackup,
} from '../../../src/modules/archives/index.js';
import { aManifest } from '../../support/builders/a-manifest.js';

const run = promisify(execFile);

type StoreConfig = Pick<AppConfig, 'archivesDir' | 'timeZone' | 'writerNice' | 'writerIoPriority'>;

export interface WorkbenchOptions {
  readonly archivesDir?: string;
  readonly tools?: SystemTools;
  readonly compressors?: Compressors;
}

/** A directory of its own for stacks, backups and restores. */
export class Workbench {
  readonly warnings: string[] = [];
  readonly store: FilesystemBackupStore;

  private constructor(
    readonly root: string,
    readonly archivesDir: string,
    tools: SystemTools,
    compressors: Compressors,
  ) {
    const config: StoreConfig = {
      archivesDir,
      timeZone: 'Europe/Berlin',
      writerNice: 10,
      writerIoPriority: 'low',
    };
    this.store = new FilesystemBackupStore(config as AppConfig, tools, compressors);
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const root = await mkdtemp(join(tmpdir(), 'stowage-backups-'));
    await mkdir(join(root, 'stacks'));
    const { archivesDir = join(root, 'archives'), tools = new SystemTools() } = options;
    return new Workbench(root, archivesDir, tools, options.compressors ?? new Compressors(tools));
  }

  async close(): Promise<void> {
    await run('rm', ['-rf', '--', this.root]);
  }

  stack(name = 'web'): string {
    return join(this.root, 'stacks', name);
  }

  target(format: OutputFormat, at = new Date('2026-03-04T05:06:07Z')): Promise<BackupTarget> {
    return this.store.chooseTarget({ archiveName: 'nightly', stackLabel: 'web', format, at });
  }

  request(target: BackupTarget, changes: Partial<CaptureRequest> = {}): CaptureRequest {
    return {
      target,
      stackPath: this.stack(),
      only: null,
      compressionLevel: null,
      live: false,
      stackIsDown: false,
      log: { write: (_level, text) => void this.warnings.push(text) },
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...changes,
    };
  }

  /** Capture, seal and publish; discards what failed. */
  async backUp(format: OutputFormat, changes: Partial<CaptureRequest> = {}): Promise<FinishedBackup> {
    const target = await this.target(format);
    try {
      return await this.finish(target, changes);
    } catch (error) {
      await this.store.discard(target);
      throw error;
    }
  }

  /** Every name below the archive directory, sorted; none when there is no such directory. */
  async written(): Promise<readonly string[]> {
    const names = await readdir(this.archivesDir, { recursive: true }).catch(() => []);
    return names.sort();
  }

  private async finish(target: BackupTarget, changes: Partial<CaptureRequest>): Promise<FinishedBackup> {
    const captured = await this.store.capture(this.request(target, changes));
    const sealed = await this.store.seal(captured);
    const manifest = aManifest({ format: target.format, ...sealed, fileCount: captured.fileCount });
    await this.store.publish(captured, manifest);
    return { target, sealed, manifest, warnings: captured.warnings };
  }
}

export interface FinishedBackup {
  readonly target: BackupTarget;
  readonly sealed: SealedBackup;
  readonly manifest: Manifest;
  readonly warnings: readonly string[];
}

/** The hidden temporary file of a backup that is being made. */
export const partialOf = ({ path }: BackupTarget): string =>
  join(dirname(path), `.${basename(path)}.partial`);

/** Living processes whose command line mentions `text`. */
export async function processesMentioning(text: string): Promise<readonly number[]> {
  return processesThat((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text));
}

/** Living processes that have this file open. */
export async function processesHolding(path: string): Promise<readonly number[]> {
  return processesThat((pid) => readdirSync(`/proc/${pid}/fd`).some((fd) => openedAs(pid, fd) === path));
}

/** Null for what was closed meanwhile, as is that by which we have read the list when we look at ourselves. */
function openedAs(pid: number, fd: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return null;
  }
}

/** Processes that end while they are looked at count as ended. */
async function processesThat(match: (pid: number) => boolean): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => {
    try {
      return match(pid);
    } catch {
      return false;
    }
  });
}

/** Polls until `condition` holds. */
export async function eventually(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It never happened that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const MB = 1024 * 1024;

/** Random bytes: no compressor makes them small, so that writers have something to do. */
export async function fill(directory: string, files: number, megabytes: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (let index = 0; index < files; index += 1) {
    await writeFile(join(directory, `file-${index}`), randomBytes(megabytes * MB));
  }
}
