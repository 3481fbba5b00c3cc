import { Injectable } from '@nestjs/common';
import type { Job } from '../domain/job.js';
import { isFinal } from '../domain/job-status.js';
import type { LogLine } from '../domain/log-line.js';
import { JobLog } from '../ports/job-log.port.js';
import { FindJobs } from './find-jobs.use-case.js';

export interface LogTail {
  readonly lines: readonly LogLine[];
  readonly lastLine: number;
  /** The job has ended and these are its last lines. */
  readonly complete: boolean;
  readonly job: Job;
}

export const TAIL_LIMIT = 1_000;

@Injectable()
export class TailJobLog {
  constructor(
    private readonly jobs: FindJobs,
    private readonly log: JobLog,
  ) {}

  /** Up to TAIL_LIMIT lines after `after`. @throws JobNotFound */
  async execute(jobId: number, after: number, stack?: string): Promise<LogTail> {
    const job = await this.jobs.byId(jobId); // before the lines: a job seen as ended has written its last line
    const { lines, lastLine } = await this.log.read(jobId, {
      after,
      limit: TAIL_LIMIT,
      ...(stack !== undefined && { stack }),
    });
    const complete = isFinal(job.status) && lines.length < TAIL_LIMIT;
    return { lines, lastLine, complete, job };
  }

  /** The whole log, page by page. @throws JobNotFound before the first page */
  async *pages(jobId: number, stack?: string): AsyncIterable<readonly LogLine[]> {
    for (let after = 0; ;) {
      const { lines, lastLine } = await this.execute(jobId, after, stack);
      if (lines.length > 0) yield lines;
      if (lines.length < TAIL_LIMIT) return;
      after = lastLine;
    }
  }
}
