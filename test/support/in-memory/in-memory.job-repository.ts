import {
  ArchiveBusy,
  IllegalJobTransition,
  isFinal,
  JobNotFound,
  JobRepository,
  type Claim,
  type Job,
  type JobFilter,
  type JobOutcome,
  type JobProgress,
  type NewJob,
  type StackMetric,
} from '../../../src/modules/jobs/index.js';

interface Stored {
  readonly job: Job;
  readonly leaseUntil: Date | null;
}

export class InMemoryJobRepository extends JobRepository {
  readonly #stored = new Map<number, Stored>();
  readonly #metrics = new Map<number, Map<string, StackMetric>>();
  readonly #claims = new Map<string, number>();

  async add(job: NewJob): Promise<Job> {
    const busy = this.#jobs().find((other) => job.archiveId === other.archiveId && !isFinal(other.status));
    if (busy && job.archiveId !== null) throw new ArchiveBusy(job.plan.archiveName, busy.id);
    return this.#put({ ...UNTOUCHED, ...job, id: this.#stored.size + 1 }, null);
  }

  async findById(id: number): Promise<Job | null> {
    return structuredClone(this.#stored.get(id)?.job ?? null);
  }

  async find({ archiveId, type, status, limit, before }: JobFilter): Promise<readonly Job[]> {
    const matches = (job: Job): boolean =>
      (before === undefined || job.id < before) &&
      (archiveId === undefined || job.archiveId === archiveId) &&
      (type === undefined || job.type === type) &&
      (status === undefined || job.status === status);
    return structuredClone(this.#jobs().filter(matches).reverse().slice(0, limit));
  }

  async findLatestOf(archiveIds: readonly number[]): Promise<readonly Job[]> {
    const latest = archiveIds.map((id) => this.#jobs().findLast(({ archiveId }) => archiveId === id));
    return structuredClone(latest.filter((job) => job !== undefined));
  }

  async claim(id: number, { workerId, at, leaseUntil }: Claim): Promise<Job | null> {
    const known = this.#stored.get(id);
    if (known?.job.status !== 'queued') return null;
    return this.#put({ ...known.job, status: 'running', startedAt: at, workerId }, leaseUntil);
  }

  async heartbeat(
    id: number,
    workerId: string,
    leaseUntil: Date,
  ): Promise<'held' | 'cancel-requested' | 'lost'> {
    const job = this.#running(id, workerId);
    if (!job) return 'lost';
    this.#put(job, leaseUntil);
    return job.cancelRequestedAt ? 'cancel-requested' : 'held';
  }

  async finish(id: number, workerId: string, outcome: JobOutcome): Promise<boolean> {
    const job = this.#running(id, workerId);
    if (job) this.#put({ ...job, ...outcome }, null);
    return job !== null;
  }

  async requestCancel(id: number, at: Date): Promise<Job> {
    const known = this.#stored.get(id);
    if (!known) throw new JobNotFound(id);
    const { job, leaseUntil } = known;
    if (isFinal(job.status)) throw new IllegalJobTransition(id, job.status, 'cancelled');
    const asked = { ...job, cancelRequestedAt: job.cancelRequestedAt ?? at };
    if (job.status === 'running') return this.#put(asked, leaseUntil);
    return this.#put({ ...asked, status: 'cancelled', finishedAt: at }, null);
  }

  async saveProgress(id: number, progress: JobProgress): Promise<void> {
    this.#change(id, { progress });
  }

  async saveLogFile(id: number, logFile: string): Promise<void> {
    this.#change(id, { logFile });
  }

  async findDead(workerId: string, now: Date): Promise<readonly Job[]> {
    const dead = ({ job, leaseUntil }: Stored): boolean =>
      job.status === 'running' && (job.workerId === workerId || isOver(leaseUntil, now));
    return structuredClone([...this.#stored.values()].filter(dead).map(({ job }) => job));
  }

  async takeOver(job: Job, { workerId, at, leaseUntil }: Claim): Promise<boolean> {
    const known = this.#stored.get(job.id);
    if (known?.job.status !== 'running' || known.job.workerId !== job.workerId) return false;
    if (job.workerId !== workerId && !isOver(known.leaseUntil, at)) return false;
    this.#put({ ...known.job, workerId }, leaseUntil);
    return true;
  }

  async findMetrics(jobId: number): Promise<readonly StackMetric[]> {
    return structuredClone([...(this.#metrics.get(jobId)?.values() ?? [])]);
  }

  async saveMetric(jobId: number, metric: StackMetric): Promise<void> {
    const metrics = this.#metrics.get(jobId) ?? new Map<string, StackMetric>();
    this.#metrics.set(jobId, metrics.set(metric.stackPath, structuredClone(metric)));
  }

  async claimStack(stackPath: string, jobId: number): Promise<number> {
    const holder = this.#claims.get(stackPath) ?? jobId;
    this.#claims.set(stackPath, holder);
    return holder;
  }

  async releaseStack(stackPath: string, jobId: number): Promise<void> {
    if (this.#claims.get(stackPath) === jobId) this.#claims.delete(stackPath);
  }

  async releaseStacks(jobId: number): Promise<void> {
    for (const stackPath of [...this.#claims.keys()]) await this.releaseStack(stackPath, jobId);
  }

  #jobs(): Job[] {
    return [...this.#stored.values()].map(({ job }) => job);
  }

  #running(id: number, workerId: string): Job | null {
    const job = this.#stored.get(id)?.job;
    return job?.status === 'running' && job.workerId === workerId ? job : null;
  }

  #change(id: number, change: Partial<Job>): void {
    const known = this.#stored.get(id);
    if (known) this.#put({ ...known.job, ...change }, known.leaseUntil);
  }

  #put(job: Job, leaseUntil: Date | null): Job {
    this.#stored.set(job.id, structuredClone({ job, leaseUntil }));
    return structuredClone(job);
  }
}

const isOver = (leaseUntil: Date | null, now: Date): boolean => leaseUntil === null || leaseUntil < now;

const UNTOUCHED = {
  status: 'queued',
  startedAt: null,
  finishedAt: null,
  totalSizeBytes: null,
  reclaimedBytes: null,
  progress: null,
  error: null,
  cancelRequestedAt: null,
  workerId: null,
  logFile: null,
} as const;
