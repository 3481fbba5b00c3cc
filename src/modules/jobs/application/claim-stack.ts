import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { alwaysRelease } from '../../../kernel/settle.js';
import { type Stack, SuspensionJournal } from '../../stacks/index.js';
import { isFinal } from '../domain/job-status.js';
import { JobRepository } from '../ports/job-repository.port.js';
import type { JobRun } from './job-run.js';

const LOOK_AGAIN_MS = 1_000;

/** One job a stack at a time, in all instances: a second one waits for the first. */
@Injectable()
export class ClaimStack {
  constructor(
    private readonly jobs: JobRepository,
    private readonly journal: SuspensionJournal,
    private readonly clock: Clock,
  ) {}

  async during<T>(run: JobRun, stack: Stack, work: () => Promise<T>): Promise<T> {
    await this.claim(run, stack);
    return alwaysRelease(work, () => this.release(run, stack));
  }

  private async claim({ job, log, signal }: JobRun, stack: Stack): Promise<void> {
    let waitingFor: number | null = null;
    for (;;) {
      signal.throwIfAborted();
      const holder = await this.jobs.claimStack(stack.path, job.id);
      if (holder === job.id) return;
      if (await this.isLeftover(holder, stack)) {
        await this.jobs.releaseStack(stack.path, holder);
        continue;
      }
      if (holder !== waitingFor)
        log.write('INFO', `Waiting for job ${holder}, which works on "${stack.name}"`, stack.name);
      waitingFor = holder;
      await this.clock.pause(LOOK_AGAIN_MS, signal);
    }
  }

  /** An ended job keeps a stack only while somebody looks after what it still owes; else that somebody was killed. */
  private async isLeftover(holder: number, stack: Stack): Promise<boolean> {
    const job = await this.jobs.findById(holder);
    if (job !== null && !isFinal(job.status)) return false;
    return (await this.journal.findOpenFor(stack.path))?.jobId !== holder;
  }

  /** What cannot be released now goes with the job: finishing it releases all its stacks. */
  private async release({ job }: JobRun, stack: Stack): Promise<void> {
    await this.jobs.releaseStack(stack.path, job.id).catch(() => undefined);
  }
}
