import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, type FindOptionsWhere, type Repository } from 'typeorm';
import { ArchiveNotFound } from '../../../../modules/archives/index.js';
import {
  ArchiveBusy,
  IllegalJobTransition,
  JobNotFound,
  JobRepository,
  statusesBefore,
  type Claim,
  type Job,
  type JobFilter,
  type JobOutcome,
  type JobProgress,
  type NewJob,
  type StackMetric,
} from '../../../../modules/jobs/index.js';
import { fromNewJob, fromProgress, toJob } from '../mappers/job.mapper.js';
import { JobStackRow } from '../rows/job-stack.row.js';
import { JobRow, ONE_UNFINISHED_PER_ARCHIVE } from '../rows/job.row.js';
import { StackClaimRow } from '../rows/stack-claim.row.js';
import { isDangling, isDuplicate } from '../violations.js';
import { JobLeases } from './job-leases.js';
import { StackClaims } from './stack-claims.js';
import { StackMetrics } from './stack-metrics.js';

@Injectable()
export class PostgresJobRepository extends JobRepository {
  readonly #rows: Repository<JobRow>;
  readonly #leases: JobLeases;
  readonly #metrics: StackMetrics;
  readonly #claims: StackClaims;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(JobRow);
    this.#leases = new JobLeases(this.#rows);
    this.#metrics = new StackMetrics(dataSource.getRepository(JobStackRow));
    this.#claims = new StackClaims(dataSource.getRepository(StackClaimRow));
  }

  async add(job: NewJob): Promise<Job> {
    for (;;) {
      const added = await this.#insertUnlessBusy(job);
      if (added) return added;
      const busy = await this.#unfinishedJobOf(job.archiveId);
      // None: it has finished in between, so the way is free now.
      if (busy) throw new ArchiveBusy(job.plan.archiveName, busy.id);
    }
  }

  async findById(id: number): Promise<Job | null> {
    const row = await this.#rows.findOneBy({ id });
    return row && toJob(row);
  }

  async find({ limit, before, ...same }: JobFilter): Promise<readonly Job[]> {
    const where: FindOptionsWhere<JobRow> = {
      ...same,
      ...(before !== undefined && { id: LessThan(before) }),
    };
    const rows = await this.#rows.find({ where, order: { id: 'DESC' }, take: limit });
    return rows.map(toJob);
  }

  async findLatestOf(archiveIds: readonly number[]): Promise<readonly Job[]> {
    // One step into the index for each archive; DISTINCT ON would walk through all their jobs.
    const newest =
      'SELECT (SELECT max("id") FROM "jobs" WHERE "archive_id" = "archive") FROM unnest(:ids::integer[]) AS "archive"';
    const rows = await this.#rows
      .createQueryBuilder('job')
      .where(`job.id IN (${newest})`, { ids: archiveIds })
      .getMany();
    return rows.map(toJob);
  }

  async claim(id: number, claim: Claim): Promise<Job | null> {
    return (await this.#leases.claim(id, claim)) ? this.findById(id) : null;
  }

  heartbeat(id: number, workerId: string, leaseUntil: Date): Promise<'held' | 'cancel-requested' | 'lost'> {
    return this.#leases.heartbeat(id, workerId, leaseUntil);
  }

  finish(id: number, workerId: string, outcome: JobOutcome): Promise<boolean> {
    return this.#leases.finish(id, workerId, outcome);
  }

  async requestCancel(id: number, at: Date): Promise<Job> {
    // The right-hand sides see the row as it was before.
    const { affected } = await this.#rows
      .createQueryBuilder()
      .update()
      .set({
        status: () => `CASE "status" WHEN 'queued' THEN 'cancelled' ELSE "status" END`,
        finishedAt: () => `CASE "status" WHEN 'queued' THEN CAST(:at AS timestamptz) END`,
        cancelRequestedAt: () => 'coalesce("cancel_requested_at", :at)',
      })
      .where({ id, status: In(statusesBefore('cancelled')) })
      .setParameter('at', at)
      .execute();
    const job = await this.findById(id);
    if (!job) throw new JobNotFound(id);
    if (affected === 0) throw new IllegalJobTransition(id, job.status, 'cancelled');
    return job;
  }

  async saveProgress(id: number, progress: JobProgress): Promise<void> {
    await this.#rows.update({ id }, { progress: fromProgress(progress) });
  }

  async saveLogFile(id: number, logFile: string): Promise<void> {
    await this.#rows.update({ id }, { logFile });
  }

  async findDead(workerId: string, now: Date): Promise<readonly Job[]> {
    return (await this.#leases.findDead(workerId, now)).map(toJob);
  }

  takeOver(job: Job, claim: Claim): Promise<boolean> {
    return this.#leases.takeOver(job, claim);
  }

  findMetrics(jobId: number): Promise<readonly StackMetric[]> {
    return this.#metrics.find(jobId);
  }

  saveMetric(jobId: number, metric: StackMetric): Promise<void> {
    return this.#metrics.save(jobId, metric);
  }

  claimStack(stackPath: string, jobId: number): Promise<number> {
    return this.#claims.claim(stackPath, jobId);
  }

  releaseStack(stackPath: string, jobId: number): Promise<void> {
    return this.#claims.release(stackPath, jobId);
  }

  releaseStacks(jobId: number): Promise<void> {
    return this.#claims.releaseAll(jobId);
  }

  async #insertUnlessBusy(job: NewJob): Promise<Job | null> {
    try {
      const { identifiers } = await this.#rows.insert(fromNewJob(job));
      return await this.findById(Number(identifiers[0]?.['id']));
    } catch (error) {
      if (isDuplicate(error, ONE_UNFINISHED_PER_ARCHIVE)) return null;
      if (isDangling(error, 'jobs_archive_id_fkey')) throw new ArchiveNotFound(Number(job.archiveId));
      throw error;
    }
  }

  async #unfinishedJobOf(archiveId: number | null): Promise<JobRow | null> {
    if (archiveId === null) return null;
    return this.#rows.findOneBy({ archiveId, status: In(statusesBefore('cancelled')) });
  }
}
