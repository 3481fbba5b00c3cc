import { Injectable } from '@nestjs/common';
import type { Job } from '../domain/job.js';
import { WorkerIdentity } from '../ports/worker-identity.port.js';

/** Which jobs are for this process to work on. */
@Injectable()
export class JobsInScope {
  private readonly started = new Set<number>();

  constructor(private readonly worker: WorkerIdentity) {}

  /** This process has started it. To be called before the job is announced. */
  add(jobId: number): void {
    this.started.add(jobId);
  }

  mayRun(jobId: number): boolean {
    return this.worker.scope === 'all' || this.started.has(jobId);
  }

  /** Whether to complete what the job's dead worker has left, or still owes. */
  mayTidyUp({ workerId }: Job): boolean {
    return this.worker.scope === 'all' || workerId === this.worker.id;
  }
}
