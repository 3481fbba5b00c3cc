import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { JobInterrupted } from '../domain/job.errors.js';
import { JobQueue } from '../ports/job-queue.port.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import { RecoverDeadJobs } from './recover-dead-jobs.use-case.js';
import { RetryLeftDownStacks } from './retry-left-down-stacks.use-case.js';
import { RunJob } from './run-job.use-case.js';

const SWEEP_EVERY_MS = 10_000;

/** Works on jobs from start to shutdown: first tidies up what a predecessor left, then takes from the queue. */
@Injectable()
export class JobWorker {
  private readonly shutdown = new AbortController();
  private starting: Promise<void> = Promise.resolve();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: JobQueue,
    private readonly runJob: RunJob,
    private readonly recover: RecoverDeadJobs,
    private readonly retryLeftDown: RetryLeftDownStacks,
    private readonly options: WorkerOptions,
    private readonly serviceLog: ServiceLog,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the worker takes jobs. Call once. */
  start(): Promise<void> {
    this.starting = this.tidyUpAndOpen();
    return this.starting;
  }

  /** Ends running jobs, puts their stacks back, and resolves when that is done. Calling it again does no harm. */
  async stop(): Promise<void> {
    this.shutdown.abort(JobInterrupted.shutdown());
    await settle(() => this.starting);
    await Promise.all([this.queue.close(), this.sweeping]);
  }

  private async tidyUpAndOpen(): Promise<void> {
    await this.sweep();
    if (this.shutdown.signal.aborted) return;
    await this.queue.consume((jobId) => this.handle(jobId), this.options.concurrency);
    this.sweeping = this.keepSweeping();
  }

  private async handle(jobId: number): Promise<void> {
    await this.runJob.execute(jobId, this.shutdown.signal).catch((error: unknown) => {
      this.serviceLog.write('ERROR', `Job ${jobId} could not be completed: ${messageOf(error)}`);
    });
  }

  private async keepSweeping(): Promise<void> {
    while (!this.shutdown.signal.aborted) {
      await this.clock.pause(SWEEP_EVERY_MS, this.shutdown.signal);
      if (!this.shutdown.signal.aborted) await this.sweep();
    }
  }

  private async sweep(): Promise<void> {
    try {
      await this.recover.execute(this.shutdown.signal);
      await this.retryLeftDown.execute(this.shutdown.signal);
    } catch (error) {
      this.serviceLog.write(
        'ERROR',
        `Looking for dead jobs and stacks left down failed: ${messageOf(error)}`,
      );
    }
  }
}
