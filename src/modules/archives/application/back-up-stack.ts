import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { patiently } from '../../../kernel/patiently.js';
import { settle } from '../../../kernel/settle.js';
import { type Downtime, type ResumeOptions, type Suspended, SuspendStack } from '../../stacks/index.js';
import type { Backup } from '../domain/backup.js';
import type { Manifest } from '../domain/manifest.js';
import { BackupNotCatalogued } from '../domain/archive.errors.js';
import { BackupCatalogue } from '../ports/backup-catalogue.port.js';
import { BackupStore, type CapturedBackup, type SealedBackup } from '../ports/backup-store.port.js';
import type { BackUpStackRequest } from './back-up-stack.request.js';
import { composeManifest } from './compose-manifest.js';
import { PrepareBackup, type PreparedBackup } from './prepare-backup.js';

/** "Backed up" and "running again" are two facts. */
export interface StackBackupOutcome {
  readonly backup: PromiseSettledResult<Backup>;
  /** Null: the engine did not say. */
  readonly wasRunning: boolean | null;
  readonly downtime: Downtime;
  readonly warnings: readonly string[];
}

const CATALOGUE_PATIENCE_MS = 60_000;
const CATALOGUE_RETRY_MS = 1_000;

/** Backs up one stack: stops it if it is to be stopped, captures it, puts it back, then makes the backup visible. */
@Injectable()
export class BackUpStack {
  constructor(
    private readonly prepare: PrepareBackup,
    private readonly suspendStack: SuspendStack,
    private readonly store: BackupStore,
    private readonly catalogue: BackupCatalogue,
    private readonly clock: Clock,
  ) {}

  /** Rejects only when nothing was stopped and nothing written. */
  async execute(request: BackUpStackRequest): Promise<StackBackupOutcome> {
    await this.suspendStack.payEarlierDebt(request.stack, request.log, request.resume);
    const prepared = await this.prepare.execute(request);
    const suspended = await this.capture(request, prepared);
    const backup = await settle(() => this.complete(request, prepared, suspended));
    const leftovers = backup.status === 'rejected' ? await this.discard(request, prepared) : [];
    const captured = suspended.work.status === 'fulfilled' ? suspended.work.value.warnings : [];
    return {
      backup,
      wasRunning: prepared.wasRunning,
      downtime: suspended.downtime,
      warnings: [...prepared.warnings, ...captured, ...leftovers],
    };
  }

  /** What could not be removed is hidden and harmless, and must not hide why the backup failed. */
  private async discard({ log }: BackUpStackRequest, { target }: PreparedBackup): Promise<readonly string[]> {
    const outcome = await settle(() => this.store.discard(target));
    if (outcome.status === 'fulfilled') return [];
    const warning = `What was written of ${target.path} could not be removed: ${messageOf(outcome.reason)}`;
    log.write('WARNING', warning);
    return [warning];
  }

  private async capture(
    request: BackUpStackRequest,
    prepared: PreparedBackup,
  ): Promise<Suspended<CapturedBackup>> {
    const { stack, jobId, log, signal, plan, observer } = request;
    const resume: ResumeOptions = {
      ...request.resume,
      ...(prepared.recreate && { startFirst: prepared.recreate }),
    };
    return this.suspendStack.during(
      { stack, jobId, containers: prepared.toStop, log, signal, onDown: observer.onDown, resume },
      () => {
        signal.throwIfAborted();
        log.write('INFO', `Writing ${prepared.target.path}${prepared.live ? ' from the running stack' : ''}`);
        return this.store.capture({
          target: prepared.target,
          stackPath: stack.path,
          only: prepared.only,
          compressionLevel: plan.compressionLevel,
          live: prepared.live,
          stackIsDown: prepared.toStop.length > 0,
          log,
          onProgress: observer.onProgress,
          signal,
        });
      },
    );
  }

  private async complete(
    request: BackUpStackRequest,
    prepared: PreparedBackup,
    { work, downtime }: Suspended<CapturedBackup>,
  ): Promise<Backup> {
    if (work.status === 'rejected') throw work.reason;
    const captured = work.value;
    request.signal.throwIfAborted();
    const sealed: SealedBackup = await this.store.seal(captured);
    request.signal.throwIfAborted();
    const manifest = composeManifest(request, prepared, captured, sealed, downtime.downtimeMs);
    await this.store.publish(captured, manifest);
    return this.enter(prepared.target.path, manifest, request);
  }

  /** The backup exists by now, so the catalogue must get to know it, even if its database is away for a while. */
  private async enter(
    path: string,
    manifest: Manifest,
    { log, resume }: BackUpStackRequest,
  ): Promise<Backup> {
    const onFailure = (error: unknown): void => {
      log.write('WARNING', `${path} is complete but not in the catalogue yet: ${messageOf(error)}`);
    };
    const patience = {
      clock: this.clock,
      forMs: CATALOGUE_PATIENCE_MS,
      everyMs: CATALOGUE_RETRY_MS,
      hurry: resume.hurry,
    };
    try {
      return await patiently(() => this.catalogue.add(path, manifest), { ...patience, onFailure });
    } catch (error) {
      throw new BackupNotCatalogued(path, messageOf(error));
    }
  }
}
