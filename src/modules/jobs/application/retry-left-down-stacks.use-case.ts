import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { alwaysRelease } from '../../../kernel/settle.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { isAlarm, type OpenSuspension, SuspensionJournal } from '../../stacks/index.js';
import { isFinal } from '../domain/job-status.js';
import type { Job } from '../domain/job.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';
import { JobsInScope } from './jobs-in-scope.js';
import { MetricsBoard } from './metrics-board.js';
import { OpenJobLog } from './open-job-log.js';
import { PutBackStack } from './put-back-stack.js';

/** Tries again what jobs that have ended still owe, for as long as it takes, and looks after what must be watched. */
@Injectable()
export class RetryLeftDownStacks {
  constructor(
    private readonly journal: SuspensionJournal,
    private readonly jobs: JobRepository,
    private readonly scope: JobsInScope,
    private readonly putBack: PutBackStack,
    private readonly openLog: OpenJobLog,
    private readonly signals: JobSignals,
    private readonly serviceLog: ServiceLog,
  ) {}

  /** Safe to call at any time: a stack that another job works on is left alone. */
  async execute(hurry: AbortSignal): Promise<void> {
    const open = await this.journal.findOpen();
    await Promise.all(open.map((suspension) => this.attempt(suspension, hurry)));
  }

  private async attempt(suspension: OpenSuspension, hurry: AbortSignal): Promise<void> {
    try {
      await this.retry(suspension, hurry);
    } catch (error) {
      this.serviceLog.write('ERROR', `"${suspension.stackName}" is still down: ${messageOf(error)}`);
    }
  }

  private async retry(suspension: OpenSuspension, hurry: AbortSignal): Promise<void> {
    const { stackPath, jobId } = suspension;
    const job = await this.jobs.findById(jobId);
    if (job === null || !isFinal(job.status) || !this.scope.mayTidyUp(job)) return;
    if ((await this.jobs.claimStack(stackPath, jobId)) !== jobId) return;
    await alwaysRelease(
      async () => {
        const latest = await this.journal.findOpenFor(stackPath);
        if (latest?.jobId === jobId) await this.putBackFor(job, latest, hurry);
      },
      () => this.jobs.releaseStack(stackPath, jobId),
    );
  }

  private async putBackFor(job: Job, suspension: OpenSuspension, hurry: AbortSignal): Promise<void> {
    const log = await this.openLog.execute(job);
    const board = new MetricsBoard(job.id, this.jobs, this.signals, await this.jobs.findMetrics(job.id));
    const stopsUnconfirmed = suspension.watchUntil !== null;
    const back = await this.putBack.execute(suspension, board, log, { hurry, stopsUnconfirmed });
    const wasDown = suspension.startedAt === null || isAlarm(suspension);
    if (back && wasDown)
      this.serviceLog.write('SUCCESS', `"${suspension.stackName}" runs again as before job ${job.id}`);
    await log.flush(hurry);
  }
}
