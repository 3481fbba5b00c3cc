import { Injectable } from '@nestjs/common';
import type { Job } from '../domain/job.js';
import { JobNotFound } from '../domain/job.errors.js';
import type { StackMetric } from '../domain/stack-metric.js';
import { type JobFilter, JobRepository } from '../ports/job-repository.port.js';

export interface JobPage {
  readonly jobs: readonly Job[];
  /** Ask with it as `before` for the next page; null: this was the last one. */
  readonly nextCursor: number | null;
}

@Injectable()
export class FindJobs {
  constructor(private readonly jobs: JobRepository) {}

  /** Newest first. */
  async page(filter: JobFilter): Promise<JobPage> {
    const found = await this.jobs.find({ ...filter, limit: filter.limit + 1 });
    const jobs = found.slice(0, filter.limit);
    return { jobs, nextCursor: found.length > filter.limit ? (jobs.at(-1)?.id ?? null) : null };
  }

  /** @throws JobNotFound */
  async byId(id: number): Promise<Job> {
    const job = await this.jobs.findById(id);
    if (!job) throw new JobNotFound(id);
    return job;
  }

  /** The newest job of each archive that has one, by the archive's id. */
  async latestOf(archiveIds: readonly number[]): Promise<ReadonlyMap<number, Job>> {
    const jobs = await this.jobs.findLatestOf(archiveIds);
    return new Map(jobs.flatMap((job) => (job.archiveId === null ? [] : [[job.archiveId, job]])));
  }

  /** In the order in which the stacks are worked on. */
  metricsOf(id: number): Promise<readonly StackMetric[]> {
    return this.jobs.findMetrics(id);
  }
}
