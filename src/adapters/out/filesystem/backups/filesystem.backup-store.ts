import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { messageOf, throwAll } from '../../../../kernel/errors.js';
import {
  ArchiveDirectoryUnusable,
  BackupStore,
  FormatUnavailable,
  type BackupTarget,
  type CapturedBackup,
  type CaptureRequest,
  type Manifest,
  type OutputFormat,
  type SealedBackup,
  type TargetRequest,
} from '../../../../modules/archives/index.js';
import { OwnMounts } from '../../linux/mountinfo.js';
import { createPrivateFile, makePrivateDirectories, syncDirectory } from '../private-file.js';
import { Aftermath } from './aftermath.js';
import { ArchiveDirectory } from './archive-directory.js';
import type { Capture, Unsealed, WriterContext } from './capture-job.js';
import { Compressors } from './compressors.js';
import { FileCapture } from './file-capture.js';
import { FolderCapture } from './folder-capture.js';
import { LowPriority } from './low-priority.js';
import { Publication } from './publication.js';
import { SystemTools } from './system-tools.js';
import { TargetChooser } from './target-chooser.js';
import { TemporaryPlace } from './temporary-place.js';
import { asWritingError, freeBytesAt } from './writing-errors.js';
import { warningsOf } from './writer-verdict.js';

/** A capture that was not published yet. */
interface OpenCapture {
  readonly unsealed: Unsealed;
  readonly stackPath: string;
}

/** Backups as files and folders below one directory, written by tar and its compressors. */
@Injectable()
export class FilesystemBackupStore extends BackupStore {
  private readonly root: string;
  private readonly targets: TargetChooser;
  private readonly context: WriterContext;
  private readonly open = new Map<string, OpenCapture>();
  /** Every place that was taken and not cleared yet, also of captures that failed. */
  private readonly places = new Map<string, TemporaryPlace>();

  constructor(
    config: AppConfig,
    private readonly tools: SystemTools,
    private readonly compressors: Compressors,
  ) {
    super();
    this.root = config.archivesDir;
    this.targets = new TargetChooser(config.archivesDir, config.timeZone);
    const archives = new ArchiveDirectory(this.root, new OwnMounts());
    this.context = { archives, tools, priority: new LowPriority(config, tools) };
  }

  override async chooseTarget(request: TargetRequest): Promise<BackupTarget> {
    return this.targets.choose(request);
  }

  override async capture(request: CaptureRequest): Promise<CapturedBackup> {
    request.signal.throwIfAborted();
    const { target, stackPath } = request;
    this.targets.assertInside(target.path);
    const capture = await this.captureFor(request);
    const place = new TemporaryPlace(target, this.tools);
    await place.take(capture, stackPath);
    this.places.set(target.path, place);
    try {
      const unsealed = await capture.run();
      this.open.set(target.path, { unsealed, stackPath });
      const { files, bytesListed } = unsealed.report;
      return { target, fileCount: files, sourceBytes: bytesListed, warnings: tell(request, unsealed) };
    } catch (error) {
      throw request.signal.aborted ? error : await asWritingError(target.path, stackPath, error);
    }
  }

  override async seal({ target }: CapturedBackup): Promise<SealedBackup> {
    const { unsealed, stackPath } = this.opened(target);
    try {
      return await unsealed.seal();
    } catch (error) {
      return this.fail(target, await asWritingError(target.path, stackPath, error));
    }
  }

  override async publish({ target }: CapturedBackup, manifest: Manifest): Promise<void> {
    const { stackPath } = this.opened(target);
    try {
      await this.close(target);
      await new Publication(target, manifest, this.tools).run();
      this.places.delete(target.path);
    } catch (error) {
      await this.fail(target, await asWritingError(target.path, stackPath, error));
    }
  }

  override async discard(target: BackupTarget): Promise<void> {
    this.targets.assertInside(target.path);
    const place = this.places.get(target.path) ?? new TemporaryPlace(target, this.tools);
    await this.close(target);
    await place.clear();
    this.places.delete(target.path);
  }

  override async settle(target: BackupTarget, jobId: number): Promise<Manifest | null> {
    this.targets.assertInside(target.path);
    return new Aftermath(target, jobId, this.tools).settle();
  }

  override async freeBytes(): Promise<number> {
    return freeBytesAt(this.root).catch((error: unknown) => this.unusable(error));
  }

  override async ensureWritable(): Promise<void> {
    const probe = join(this.root, `.stowage-probe-${randomUUID()}`);
    try {
      const made = await makePrivateDirectories(this.root);
      for (const directory of made) await syncDirectory(dirname(directory));
      const file = await createPrivateFile(probe);
      await file.close();
      await unlink(probe);
    } catch (error) {
      this.unusable(error);
    }
  }

  override async ensureFormat(format: OutputFormat): Promise<void> {
    if (!(await this.tools.hasGnuTar())) {
      throw new FormatUnavailable(format, 'GNU tar', 'Install the package "tar" of your distribution.');
    }
    await this.compressors.packingFor(format, null);
  }

  private async captureFor(request: CaptureRequest): Promise<Capture> {
    const { format } = request.target;
    const packing = await this.compressors.packingFor(format, request.compressionLevel);
    if (format === 'folder') return new FolderCapture(request, this.context);
    return new FileCapture(request, packing, this.context);
  }

  private opened(target: BackupTarget): OpenCapture {
    const open = this.open.get(target.path);
    if (open === undefined) throw new Error(`${target.path} was not captured, or was discarded`);
    return open;
  }

  private async close(target: BackupTarget): Promise<void> {
    const open = this.open.get(target.path);
    this.open.delete(target.path);
    await open?.unsealed.close();
  }

  /** Tidies up and throws; says so when tidying up failed too. */
  private async fail(target: BackupTarget, error: unknown): Promise<never> {
    const failures: unknown[] = [error];
    await this.discard(target).catch((failure: unknown) => failures.push(failure));
    throwAll(failures, 'writing a backup failed, and so did tidying up');
    throw error;
  }

  private unusable(error: unknown): never {
    throw new ArchiveDirectoryUnusable(this.root, messageOf(error));
  }
}

function tell({ log }: CaptureRequest, { report }: Unsealed): readonly string[] {
  const warnings = warningsOf(report);
  warnings.forEach((warning) => log.write('WARNING', warning));
  return warnings;
}
