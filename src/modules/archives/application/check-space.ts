import { Injectable } from '@nestjs/common';
import { DiskFull } from '../domain/archive.errors.js';
import { formatBytes } from '../domain/format-bytes.js';
import { COMPRESSION } from '../domain/output-format.js';
import { BackupStore } from '../ports/backup-store.port.js';
import type { BackUpStackRequest } from './back-up-stack.request.js';
import { type BackupEstimate, EstimateBackup } from './estimate-backup.js';

/** Finds out before a stack is stopped that its backup would not fit. */
@Injectable()
export class CheckSpace {
  constructor(
    private readonly estimate: EstimateBackup,
    private readonly store: BackupStore,
  ) {}

  /** @throws DiskFull when the backup cannot fit; only warns when it may still fit thanks to compression */
  async execute(request: BackUpStackRequest): Promise<BackupEstimate> {
    const { stack, plan, log, signal, observer } = request;
    const estimate = await this.estimate.execute({
      stackPath: stack.path,
      format: plan.outputFormat,
      includeData: plan.includeData,
      signal,
    });
    observer.onEstimate(estimate.source);
    const free = await this.store.freeBytes();
    if (estimate.bytesNeeded === null || estimate.bytesNeeded <= free) return estimate;
    const detail = `${formatBytes(estimate.bytesNeeded)} needed, ${formatBytes(free)} free`;
    const mayFit = estimate.basis === 'scan' && COMPRESSION[plan.outputFormat] !== null;
    if (!mayFit) throw new DiskFull(`the backup of "${stack.name}"`, detail);
    log.write('WARNING', `The backup fits only if it compresses well: ${detail}`);
    return estimate;
  }
}
