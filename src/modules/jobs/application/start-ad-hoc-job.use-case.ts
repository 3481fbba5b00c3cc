import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { InvalidInput } from '../../../kernel/field-error.js';
import { AD_HOC_ARCHIVE_NAME, levelProblem, type OutputFormat } from '../../archives/index.js';
import { ResolveStacks } from '../../stacks/index.js';
import type { Job, JobTrigger } from '../domain/job.js';
import { JobQueue } from '../ports/job-queue.port.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobsInScope } from './jobs-in-scope.js';

export interface StartAdHocJobCommand {
  /** Names or paths. */
  readonly stacks: readonly string[];
  readonly stopContainers: boolean;
  readonly includeData: boolean;
  readonly outputFormat: OutputFormat;
  readonly compressionLevel: number | null;
  readonly dryRun: boolean;
  readonly triggeredBy: JobTrigger;
}

/** Queues a backup of these stacks now, without an archive. */
@Injectable()
export class StartAdHocJob {
  constructor(
    private readonly resolveStacks: ResolveStacks,
    private readonly jobs: JobRepository,
    private readonly queue: JobQueue,
    private readonly scope: JobsInScope,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput, StackNotFound, AmbiguousStackName */
  async execute({ stacks, dryRun, triggeredBy, ...how }: StartAdHocJobCommand): Promise<Job> {
    if (stacks.length === 0) throw InvalidInput.at('stacks', 'must name at least one stack');
    const problem = levelProblem(how);
    if (problem !== null) throw InvalidInput.at('compression_level', problem);
    const found = await this.resolveStacks.execute(stacks);
    const paths = [...new Set(found.map(({ path }) => path))];
    const plan = { archiveName: AD_HOC_ARCHIVE_NAME, stacks: paths, ...how };
    const queuedAt = this.clock.now();
    const job = await this.jobs.add({
      type: 'archive',
      archiveId: null,
      plan,
      triggeredBy,
      dryRun,
      queuedAt,
    });
    this.scope.add(job.id);
    await this.queue.announce(job.id);
    return job;
  }
}
