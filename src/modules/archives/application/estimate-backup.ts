import { Injectable } from '@nestjs/common';
import type { OutputFormat } from '../domain/output-format.js';
import type { SourceSize } from '../domain/progress.js';
import { BackupCatalogue } from '../ports/backup-catalogue.port.js';
import { SourceScanner } from '../ports/source-scanner.port.js';

export interface EstimateRequest {
  readonly stackPath: string;
  readonly format: OutputFormat;
  readonly includeData: boolean;
  readonly signal: AbortSignal;
}

export interface BackupEstimate {
  /** Null: not known. */
  readonly source: SourceSize | null;
  /** Bytes the backup will take; null: not known. An upper bound when it comes from a scan of a compressed format. */
  readonly bytesNeeded: number | null;
  readonly basis: 'last-backup' | 'scan' | null;
}

/** How much there is to read and to write, from the last backup of this kind, else from a quick scan. */
@Injectable()
export class EstimateBackup {
  constructor(
    private readonly catalogue: BackupCatalogue,
    private readonly scanner: SourceScanner,
  ) {}

  async execute({ stackPath, format, includeData, signal }: EstimateRequest): Promise<BackupEstimate> {
    const last = await this.catalogue.findNewest(stackPath, format, includeData);
    if (last) {
      const { fileCount, sourceBytes, bytes } = last.manifest;
      return { source: { files: fileCount, bytes: sourceBytes }, bytesNeeded: bytes, basis: 'last-backup' };
    }
    if (!includeData) return { source: null, bytesNeeded: null, basis: null };
    const source = await this.scanner.measure(stackPath, signal);
    return { source, bytesNeeded: source?.bytes ?? null, basis: source ? 'scan' : null };
  }
}
