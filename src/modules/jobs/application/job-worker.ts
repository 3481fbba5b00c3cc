import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { JobInterrupted } from '../domain/job.errors.js';
import { JobQueue } from '../ports/job-queue.port.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import { JobsInScope } from './jobs-in-scope.js';
import { RecoverDeadJobs } from './recover-dead-jobs.use-case.js';
import { RetryLeftDownStacks } from './retry-left-down-stacks.use-case.js';
import { RunJob } from './run-job.use-case.js';

const SWEEP_EVERY_MS = 10_000;

/** Works on jobs from start to shutdown, and tidies up what dead processes have left. */
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
    private readonly scope: JobsInScope,
    private readonly options: WorkerOptions,
    private readonly serviceLog: ServiceLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the worker takes jobs. That does not wait until everything is tidied up, which may take minutes: a dead
   * job keeps the others off its stacks until it is completed. Call once.
   */
  start(): Promise<void> {
    this.sweeping = this.keepSweeping();
    this.starting = this.queue.consume((jobId) => this.handle(jobId), this.options.concurrency);
    return this.starting;
  }

  /** Ends running jobs, puts their stacks back, and resolves when that is done. Calling it again does no harm. */
  async stop(): Promise<void> {
    this.shutdown.abort(JobInterrupted.shutdown());
    await settle(() => this.starting);
    await Promise.all([this.queue.close(), this.sweeping]);
  }

  private async handle(jobId: number): Promise<void> {
    if (!this.scope.mayRun(jobId)) return;
    await this.runJob.execute(jobId, this.shutdown.signal).catch((error: unknown) => {
      this.serviceLog.write('ERROR', `Job ${jobId} could not be completed: ${messageOf(error)}`);
    });
  }

  private async keepSweeping(): Promise<void> {
    while (!this.shutdown.signal.aborted) {
      await this.sweep();
      await this.clock.pause(SWEEP_EVERY_MS, this.shutdown.signal);
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
