import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { messageOf, throwAll } from '../../../../kernel/errors.js';
import {
  ArchiveDirectoryUnusable,
  BackupStore,
  FormatUnavailable,
  WriterFailed,
  type BackupTarget,
  type CapturedBackup,
  type CaptureRequest,
  type Manifest,
  type OutputFormat,
  type SealedBackup,
  type TargetRequest,
} from '../../../../modules/archives/index.js';
import {
  createPrivateFile,
  errorCode,
  makePrivateDirectories,
  removeEmptyDirectories,
} from '../private-file.js';
import { Aftermath } from './aftermath.js';
import { BackupFiles } from './backup-files.js';
import type { Capture, Unsealed, WriterContext } from './capture-job.js';
import { Compressors } from './compressors.js';
import { FileCapture } from './file-capture.js';
import { FolderCapture } from './folder-capture.js';
import { LowPriority } from './low-priority.js';
import { Publication } from './publication.js';
import { removeTree } from './remove-tree.js';
import { SystemTools } from './system-tools.js';
import { TargetChooser } from './target-chooser.js';
import { asWritingError, freeBytesAt } from './writing-errors.js';
import { warningsOf } from './writer-verdict.js';

/** A capture that was not published yet. */
interface OpenCapture {
  readonly unsealed: Unsealed;
  readonly stackPath: string;
  readonly newDirectories: readonly string[];
}

/** Backups as files and folders below one directory, written by tar and its compressors. */
@Injectable()
export class FilesystemBackupStore extends BackupStore {
  private readonly root: string;
  private readonly targets: TargetChooser;
  private readonly compressors: Compressors;
  private readonly context: WriterContext;
  private readonly open = new Map<string, OpenCapture>();

  constructor(
    config: AppConfig,
    private readonly tools: SystemTools,
  ) {
    super();
    this.root = config.archivesDir;
    this.targets = new TargetChooser(config.archivesDir, config.timeZone);
    this.compressors = new Compressors(tools);
    this.context = { archivesDir: this.root, tools, priority: new LowPriority(config, tools) };
  }

  override async chooseTarget(request: TargetRequest): Promise<BackupTarget> {
    return this.targets.choose(request);
  }

  override async capture(request: CaptureRequest): Promise<CapturedBackup> {
    request.signal.throwIfAborted();
    const { target, stackPath } = request;
    this.targets.assertInside(target.path);
    const writer = await this.writerFor(request);
    const newDirectories = await this.prepare(target, stackPath, writer);
    try {
      const unsealed = await writer.run();
      this.open.set(target.path, { unsealed, stackPath, newDirectories });
      const { files, bytesRead } = unsealed.report;
      return { target, fileCount: files, sourceBytes: bytesRead, warnings: this.tell(request, unsealed) };
    } catch (error) {
      const told = request.signal.aborted ? error : await asWritingError(target.path, stackPath, error);
      return this.fail(target, newDirectories, told);
    }
  }

  override async seal(captured: CapturedBackup): Promise<SealedBackup> {
    const { path } = captured.target;
    const { unsealed, stackPath, newDirectories } = this.opened(captured.target);
    try {
      return await unsealed.seal();
    } catch (error) {
      await this.close(captured.target);
      return this.fail(captured.target, newDirectories, await asWritingError(path, stackPath, error));
    }
  }

  override async publish(captured: CapturedBackup, manifest: Manifest): Promise<void> {
    const { target } = captured;
    const { stackPath, newDirectories } = this.opened(target);
    await this.close(target);
    try {
      await new Publication(target, manifest, newDirectories, this.tools).run();
    } catch (error) {
      await this.fail(target, newDirectories, await asWritingError(target.path, stackPath, error));
    }
  }

  override async discard(target: BackupTarget): Promise<void> {
    this.targets.assertInside(target.path);
    const newDirectories = this.open.get(target.path)?.newDirectories ?? [];
    await this.close(target);
    await this.remove(target, newDirectories);
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
      await makePrivateDirectories(this.root);
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

  private async writerFor(request: CaptureRequest): Promise<Capture> {
    const { format } = request.target;
    const packing = await this.compressors.packingFor(format, request.compressionLevel);
    if (format === 'folder') return new FolderCapture(request, this.context);
    return new FileCapture(request, packing, this.context);
  }

  /** Returns the directories it made. Nothing is left of them when the temporary file cannot be made. */
  private async prepare(target: BackupTarget, stackPath: string, writer: Capture): Promise<readonly string[]> {
    let made: readonly string[] = [];
    try {
      made = await makePrivateDirectories(new BackupFiles(target).directory);
      await writer.create();
      return made;
    } catch (error) {
      await removeEmptyDirectories(made);
      if (errorCode(error) === 'EEXIST') throw new WriterFailed(stackPath, `${target.path} is being written already`);
      throw await asWritingError(target.path, stackPath, error);
    }
  }

  private tell({ log }: CaptureRequest, unsealed: Unsealed): readonly string[] {
    const warnings = warningsOf(unsealed.report);
    warnings.forEach((warning) => log.write('WARNING', warning));
    return warnings;
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

  private async fail(target: BackupTarget, newDirectories: readonly string[], error: unknown): Promise<never> {
    const failures: unknown[] = [error];
    await this.remove(target, newDirectories).catch((failure: unknown) => failures.push(failure));
    throwAll(failures, 'writing a backup failed, and so did tidying up');
    throw error;
  }

  private async remove(target: BackupTarget, newDirectories: readonly string[]): Promise<void> {
    const files = new BackupFiles(target);
    await removeTree(files.partialData, this.tools);
    await removeTree(files.partialManifest, this.tools);
    await removeEmptyDirectories(newDirectories);
  }

  private unusable(error: unknown): never {
    throw new ArchiveDirectoryUnusable(this.root, messageOf(error));
  }
}
