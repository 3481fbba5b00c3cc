import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { JobInterrupted } from '../domain/job.errors.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';
import { WorkerIdentity } from '../ports/worker-identity.port.js';

export const LEASE_MS = 45_000;
const BEAT_MS = 10_000;

/** Keeps a job ours while we work on it, and hears when it is cancelled. */
@Injectable()
export class Heartbeat {
  constructor(
    private readonly jobs: JobRepository,
    private readonly signals: JobSignals,
    private readonly worker: WorkerIdentity,
    private readonly clock: Clock,
  ) {}

  leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }

  /**
   * Beats until the returned function is called. Aborts `job` when the job was cancelled or is another worker's.
   * A database that is away aborts nothing: whoever takes the job over then starts the containers, which the
   * backup notices.
   */
  start(jobId: number, job: AbortController): () => Promise<void> {
    const ended = new AbortController();
    const beat = (): Promise<void> => this.beat(jobId, job);
    const unsubscribe = this.signals.subscribe((signal) => {
      if (signal.jobId === jobId && signal.change === 'cancel') void beat();
    });
    const beating = this.keepBeating(beat, ended.signal);
    return async () => {
      unsubscribe();
      ended.abort();
      await beating;
    };
  }

  private async keepBeating(beat: () => Promise<void>, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await beat();
      await this.clock.pause(BEAT_MS, ended);
    }
  }

  private async beat(jobId: number, job: AbortController): Promise<void> {
    const heard = await this.jobs
      .heartbeat(jobId, this.worker.id, this.leaseEnd())
      .catch(() => 'held' as const);
    if (heard === 'cancel-requested') job.abort(JobInterrupted.cancelled());
    if (heard === 'lost') job.abort(JobInterrupted.lost());
  }
}
