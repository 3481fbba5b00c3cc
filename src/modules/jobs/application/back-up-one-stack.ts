import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import {
  BackupNotCatalogued,
  type BackupObserver,
  BackUpStack,
  formatBytes,
  type StackBackupOutcome,
} from '../../archives/index.js';
import { pendingMetric, type StackMetric } from '../domain/stack-metric.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import { ClaimStack } from './claim-stack.js';
import type { JobRun, PlannedStack } from './job-run.js';

/** How long failed container starts are tried again before the alarm is raised and the sweeper takes over. */
const START_PATIENCE_SECONDS = 30;

/** Backs up one stack of a job and records what became of it. */
@Injectable()
export class BackUpOneStack {
  constructor(
    private readonly backUpStack: BackUpStack,
    private readonly claimStack: ClaimStack,
    private readonly options: WorkerOptions,
    private readonly clock: Clock,
  ) {}

  /** A failed backup is recorded, not thrown. @throws BackupNotCatalogued: recovery must complete the job */
  async execute(run: JobRun, { stack, label }: PlannedStack): Promise<void> {
    const log = run.log.forStack(stack.name);
    const startedAt = this.clock.now().getTime();
    run.progress.startStack(stack.path);
    let metric: StackMetric = { ...pendingMetric(stack.name, stack.path), status: 'running' };
    const observer: BackupObserver = {
      onTarget: async ({ path }, wasRunning) => {
        metric = { ...metric, archivePath: path, wasRunning };
        await run.metrics.record(metric);
      },
      onEstimate: (source) => run.progress.expect(source),
      onProgress: (progress) => run.progress.wrote(progress),
      onDown: (since) => run.progress.down(since),
    };
    const { archiveId, plan } = run.job;
    const resume = {
      patience: START_PATIENCE_SECONDS,
      healthTimeout: this.options.healthTimeout,
      hurry: run.hurry,
    };
    const outcome = await settle(() =>
      this.claimStack.during(run, stack, () =>
        this.backUpStack.execute({
          jobId: run.job.id,
          stack,
          stackLabel: label,
          plan: { archiveId, ...plan },
          log,
          signal: run.signal,
          resume,
          observer,
        }),
      ),
    );
    const durationSeconds = (this.clock.now().getTime() - startedAt) / 1000;
    const final = { ...metric, ...factsOf(outcome), durationSeconds };
    this.report(run, final);
    await run.metrics.note(final);
    run.progress.endStack();
    throwIfNotCatalogued(outcome);
  }

  private report(run: JobRun, metric: StackMetric): void {
    const log = run.log.forStack(metric.stackName);
    if (metric.runningAgain === false)
      log.write('ERROR', `LEFT DOWN: "${metric.stackName}" is not running as before`);
    if (metric.error !== null) log.write('ERROR', metric.error);
    if (metric.status !== 'success') return;
    const downtime =
      metric.downtimeMs === null ? 'no downtime' : `downtime ${(metric.downtimeMs / 1000).toFixed(1)} s`;
    const size = formatBytes(metric.archiveSizeBytes ?? 0);
    log.write(
      'SUCCESS',
      `Backed up: ${metric.archivePath} (${size}, ${metric.durationSeconds?.toFixed(1)} s, ${downtime})`,
    );
  }
}

function throwIfNotCatalogued(outcome: PromiseSettledResult<StackBackupOutcome>): void {
  if (outcome.status === 'rejected' || outcome.value.backup.status === 'fulfilled') return;
  if (outcome.value.backup.reason instanceof BackupNotCatalogued) throw outcome.value.backup.reason;
}

function factsOf(outcome: PromiseSettledResult<StackBackupOutcome>): Partial<StackMetric> {
  if (outcome.status === 'rejected') return { status: 'failed', error: messageOf(outcome.reason) };
  const { backup, wasRunning, downtime, warnings } = outcome.value;
  const problems = [
    ...(backup.status === 'rejected' ? [backup.reason] : []),
    ...(downtime.problem ? [downtime.problem] : []),
  ];
  return {
    status: backup.status === 'fulfilled' ? 'success' : 'failed',
    wasRunning,
    runningAgain: downtime.runningAgain,
    downtimeMs: downtime.downtimeMs,
    backupId: backup.status === 'fulfilled' ? backup.value.id : null,
    archiveSizeBytes: backup.status === 'fulfilled' ? backup.value.manifest.bytes : null,
    warnings,
    error: problems.length > 0 ? problems.map(messageOf).join(' ') : null,
  };
}
