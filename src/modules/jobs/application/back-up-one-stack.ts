import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf, reasons } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import {
  type Backup,
  BackupNotCatalogued,
  type BackupObserver,
  BackUpStack,
  formatBytes,
  type StackBackupOutcome,
} from '../../archives/index.js';
import { pendingMetric, type StackMetric } from '../domain/stack-metric.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import { alarmWord } from './alarm-word.js';
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
  async execute(run: JobRun, planned: PlannedStack): Promise<void> {
    const { name, path } = planned.stack;
    const startedAt = this.clock.now().getTime();
    run.progress.startStack(path);
    let metric: StackMetric = { ...pendingMetric(name, path), status: 'running' };
    const onTarget: BackupObserver['onTarget'] = async (target, wasRunning) => {
      metric = { ...metric, archivePath: target.path, wasRunning };
      await run.metrics.record(metric);
    };
    const outcome = await settle(() =>
      this.claimStack.during(run, planned.stack, () => this.backUp(run, planned, onTarget)),
    );
    const durationSeconds = (this.clock.now().getTime() - startedAt) / 1000;
    metric = { ...metric, ...factsOf(outcome), durationSeconds };
    report(run.log.forStack(planned.label), metric, problemIn(outcome));
    await run.metrics.note(metric);
    run.progress.endStack();
    throwIfNotCatalogued(outcome);
  }

  private backUp(
    { job, log, progress, signal, hurry }: JobRun,
    { stack, label }: PlannedStack,
    onTarget: BackupObserver['onTarget'],
  ): Promise<StackBackupOutcome> {
    return this.backUpStack.execute({
      jobId: job.id,
      stack,
      stackLabel: label,
      plan: { archiveId: job.archiveId, ...job.plan },
      log: log.forStack(label),
      signal,
      resume: { patience: START_PATIENCE_SECONDS, healthTimeout: this.options.healthTimeout, hurry },
      observer: {
        onTarget,
        onEstimate: (source) => progress.expect(source),
        onProgress: (written) => progress.wrote(written),
        onDown: (since) => progress.down(since),
      },
    });
  }
}

const problemIn = (outcome: PromiseSettledResult<StackBackupOutcome>): unknown =>
  outcome.status === 'fulfilled' ? outcome.value.downtime.problem : null;

function report(log: ActivityLog, metric: StackMetric, problem: unknown): void {
  if (metric.runningAgain === false)
    log.write('ERROR', `${alarmWord(problem)}: "${metric.stackName}" is not running as before`);
  if (metric.error !== null) log.write('ERROR', metric.error);
  if (metric.status === 'success') log.write('SUCCESS', `Backed up: ${summaryOf(metric)}`);
}

function summaryOf({ archivePath, archiveSizeBytes, durationSeconds, downtimeMs }: StackMetric): string {
  const downtime = downtimeMs === null ? 'no downtime' : `downtime ${(downtimeMs / 1000).toFixed(1)} s`;
  const duration = `${(durationSeconds ?? 0).toFixed(1)} s`;
  return `${archivePath} (${formatBytes(archiveSizeBytes ?? 0)}, ${duration}, ${downtime})`;
}

function throwIfNotCatalogued(outcome: PromiseSettledResult<StackBackupOutcome>): void {
  if (outcome.status === 'rejected' || outcome.value.backup.status === 'fulfilled') return;
  if (outcome.value.backup.reason instanceof BackupNotCatalogued) throw outcome.value.backup.reason;
}

function factsOf(outcome: PromiseSettledResult<StackBackupOutcome>): Partial<StackMetric> {
  if (outcome.status === 'rejected') return { status: 'failed', error: messageOf(outcome.reason) };
  const { backup, wasRunning, downtime, warnings } = outcome.value;
  const { runningAgain, downtimeMs, problem } = downtime;
  const problems = [...reasons([backup]), ...(problem ? [problem] : [])];
  const error = problems.length > 0 ? problems.map(messageOf).join(' ') : null;
  return { ...backedUp(backup), wasRunning, runningAgain, downtimeMs, warnings, error };
}

const backedUp = (backup: PromiseSettledResult<Backup>): Partial<StackMetric> =>
  backup.status === 'fulfilled'
    ? { status: 'success', backupId: backup.value.id, archiveSizeBytes: backup.value.manifest.bytes }
    : { status: 'failed' };
