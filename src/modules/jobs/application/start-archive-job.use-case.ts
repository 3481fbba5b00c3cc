import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { FindArchives } from '../../archives/index.js';
import type { Job, JobTrigger } from '../domain/job.js';
import { JobQueue } from '../ports/job-queue.port.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobsInScope } from './jobs-in-scope.js';

export interface StartArchiveJobCommand {
  readonly archiveId: number;
  readonly dryRun: boolean;
  readonly triggeredBy: JobTrigger;
}

/** Queues a run of an archive, with the plan as it is now. */
@Injectable()
export class StartArchiveJob {
  constructor(
    private readonly archives: FindArchives,
    private readonly jobs: JobRepository,
    private readonly queue: JobQueue,
    private readonly scope: JobsInScope,
    private readonly clock: Clock,
  ) {}

  /** @throws ArchiveNotFound, ArchiveBusy */
  async execute({ archiveId, dryRun, triggeredBy }: StartArchiveJobCommand): Promise<Job> {
    const archive = await this.archives.byId(archiveId);
    const job = await this.jobs.add({
      type: 'archive',
      archiveId,
      plan: {
        archiveName: archive.name,
        stacks: archive.stacks,
        stopContainers: archive.stopContainers,
        includeData: archive.includeData,
        outputFormat: archive.outputFormat,
        compressionLevel: archive.compressionLevel,
      },
      triggeredBy,
      dryRun,
      queuedAt: this.clock.now(),
    });
    this.scope.add(job.id);
    await this.queue.announce(job.id);
    return job;
  }
}
