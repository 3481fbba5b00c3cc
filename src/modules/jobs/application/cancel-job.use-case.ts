import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import type { Job } from '../domain/job.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';

@Injectable()
export class CancelJob {
  constructor(
    private readonly jobs: JobRepository,
    private readonly signals: JobSignals,
    private readonly clock: Clock,
  ) {}

  /**
   * A queued job ends at once. A running one is told to, whichever instance runs it: it ends its writer, removes what
   * was written of the unfinished backup and puts the stack back. Returns the job as it is then.
   * @throws JobNotFound, IllegalJobTransition when it has ended already
   */
  async execute(jobId: number): Promise<Job> {
    const job = await this.jobs.requestCancel(jobId, this.clock.now());
    await this.signals.send({ jobId, change: 'cancel' });
    await this.signals.send({ jobId, change: 'status' });
    return job;
  }
}
