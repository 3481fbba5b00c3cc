import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import { BackupCatalogue, BackupStore, formatBytes } from '../../archives/index.js';
import type { Job } from '../domain/job.js';
import type { StackMetric } from '../domain/stack-metric.js';
import type { JobLogWriter } from './job-log-writer.js';
import type { MetricsBoard } from './metrics-board.js';

/** After a crash: removes what was half written, and enters what was complete but not in the catalogue yet. */
@Injectable()
export class SettleUnfinishedBackups {
  constructor(
    private readonly store: BackupStore,
    private readonly catalogue: BackupCatalogue,
  ) {}

  async execute(job: Job, board: MetricsBoard, log: JobLogWriter): Promise<void> {
    for (const metric of board.all()) {
      const unfinished =
        metric.backupId === null && (metric.status === 'running' || metric.status === 'failed');
      if (unfinished && metric.archivePath !== null) {
        await board.record(await this.settle(job, metric, metric.archivePath, log));
      } else if (metric.status === 'running' || metric.status === 'pending') {
        await board.record({
          ...metric,
          status: 'skipped',
          error: 'The process died before this stack was reached.',
        });
      }
    }
  }

  private async settle(job: Job, metric: StackMetric, path: string, log: JobLogWriter): Promise<StackMetric> {
    const settled = await settle(() => this.store.settle({ path, format: job.plan.outputFormat }, job.id));
    if (settled.status === 'rejected') return unsettled(metric, path, messageOf(settled.reason), log);
    const manifest = settled.value;
    if (manifest === null) {
      log.write('INFO', `No backup was made; anything half written was removed (${path})`, metric.stackName);
      return {
        ...metric,
        status: 'failed',
        error: metric.error ?? 'The process died while this stack was backed up.',
      };
    }
    const backup = await this.catalogue.add(path, manifest);
    log.write(
      'SUCCESS',
      `${path} was complete (${formatBytes(manifest.bytes)}) and is in the catalogue now`,
      metric.stackName,
    );
    const { downtimeMs, bytes } = manifest;
    return { ...metric, status: 'success', backupId: backup.id, archiveSizeBytes: bytes, downtimeMs };
  }
}

/** E.g. its directory is not mounted any more. The job ends all the same: it must not block the stack for ever. */
function unsettled(metric: StackMetric, path: string, reason: string, log: JobLogWriter): StackMetric {
  const error = `The process died while this stack was backed up, and ${path} could not be looked at: ${reason} See whether it is complete.`;
  log.write('ERROR', error, metric.stackName);
  return { ...metric, status: 'failed', error };
}
