import type { FinalStatus, JobStatus } from '../domain/job-status.js';
import type { BackupPlan, Job, JobFailure, JobProgress, JobTrigger, JobType } from '../domain/job.js';
import type { StackMetric } from '../domain/stack-metric.js';

export interface NewJob {
  readonly type: JobType;
  readonly archiveId: number | null;
  readonly plan: BackupPlan;
  readonly triggeredBy: JobTrigger;
  readonly dryRun: boolean;
  readonly queuedAt: Date;
}

export interface Claim {
  readonly workerId: string;
  readonly at: Date;
  readonly leaseUntil: Date;
}

export interface JobOutcome {
  readonly status: FinalStatus;
  readonly finishedAt: Date;
  readonly totalSizeBytes: number;
  readonly error: JobFailure | null;
}

export interface JobFilter {
  readonly archiveId?: number;
  readonly type?: JobType;
  readonly status?: JobStatus;
  /** 1 … 200 */
  readonly limit: number;
  /** Only jobs older than this id. */
  readonly before?: number;
}

/** The jobs table is the truth about every job; queues only wake workers. */
export abstract class JobRepository {
  /** @throws ArchiveBusy with the id of the queued or running job of the same archive */
  abstract add(job: NewJob): Promise<Job>;
  abstract findById(id: number): Promise<Job | null>;
  /** Newest first. */
  abstract find(filter: JobFilter): Promise<readonly Job[]>;
  /** The newest job of each of these archives that has one; in one query. */
  abstract findLatestOf(archiveIds: readonly number[]): Promise<readonly Job[]>;
  /** Compare-and-set `queued → running`. Null: somebody else has it, or it was cancelled. */
  abstract claim(id: number, claim: Claim): Promise<Job | null>;
  /** Extends the lease. `lost`: the job is no longer this worker's. */
  abstract heartbeat(
    id: number,
    workerId: string,
    leaseUntil: Date,
  ): Promise<'held' | 'cancel-requested' | 'lost'>;
  /** Compare-and-set `running → status` by the worker that has it; false when it has it no longer. */
  abstract finish(id: number, workerId: string, outcome: JobOutcome): Promise<boolean>;
  /** A queued job ends at once; a running one is asked to. Returns it as it is then. @throws JobNotFound, IllegalJobTransition */
  abstract requestCancel(id: number, at: Date): Promise<Job>;
  abstract saveProgress(id: number, progress: JobProgress): Promise<void>;
  abstract saveLogFile(id: number, path: string): Promise<void>;
  /** Running jobs of this worker, and those of any worker whose lease ended before `now`. */
  abstract findDead(workerId: string, now: Date): Promise<readonly Job[]>;
  /**
   * Takes over a dead job from the worker it is noted for, so that one process alone tidies it up; false when another was
   * faster or the worker lives again.
   */
  abstract takeOver(job: Job, claim: Claim): Promise<boolean>;

  /** In the order in which they are worked on. */
  abstract findMetrics(jobId: number): Promise<readonly StackMetric[]>;
  /** Inserts or replaces by stack path; a new one goes to the end. */
  abstract saveMetric(jobId: number, metric: StackMetric): Promise<void>;

  /** Reserves a stack for this job; returns the id of the job that has it, this one's on success. */
  abstract claimStack(stackPath: string, jobId: number): Promise<number>;
  abstract releaseStack(stackPath: string, jobId: number): Promise<void>;
  abstract releaseStacks(jobId: number): Promise<void>;
}
