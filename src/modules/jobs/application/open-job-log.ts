import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import type { Job } from '../domain/job.js';
import { JobLogFile } from '../ports/job-log-file.port.js';
import { JobLog } from '../ports/job-log.port.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';
import { JobLogWriter } from './job-log-writer.js';

/** Opens the log of a job that this process works on; it goes on where an earlier process left off. */
@Injectable()
export class OpenJobLog {
  constructor(
    private readonly jobs: JobRepository,
    private readonly log: JobLog,
    private readonly file: JobLogFile,
    private readonly signals: JobSignals,
    private readonly clock: Clock,
  ) {}

  /** Without a file when none can be made: a full log disk must not stop a backup. */
  async execute(job: Job): Promise<JobLogWriter> {
    const file = await settle(() => this.fileOf(job));
    const stores = { log: this.log, file: this.file, signals: this.signals, clock: this.clock };
    const writer = new JobLogWriter(job.id, file.status === 'fulfilled' ? file.value : null, stores);
    if (file.status === 'rejected')
      writer.write('WARNING', `This log has no file: ${messageOf(file.reason)}`);
    return writer;
  }

  private async fileOf(job: Job): Promise<string> {
    if (job.logFile !== null) return job.logFile;
    const path = await this.file.create(job);
    await this.jobs.saveLogFile(job.id, path);
    return path;
  }
}
