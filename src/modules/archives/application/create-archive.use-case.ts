import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { ResolveStacks } from '../../stacks/index.js';
import type { Archive, ArchivePlan } from '../domain/archive.js';
import { checkPlan } from '../domain/archive-plan.js';
import { ArchiveRepository } from '../ports/archive-repository.port.js';

@Injectable()
export class CreateArchive {
  constructor(
    private readonly archives: ArchiveRepository,
    private readonly resolveStacks: ResolveStacks,
    private readonly clock: Clock,
  ) {}

  /** `plan.stacks` may be names or paths. @throws InvalidInput, StackNotFound, AmbiguousStackName, ArchiveNameTaken */
  async execute(plan: ArchivePlan): Promise<Archive> {
    checkPlan(plan);
    const stacks = await this.resolveStacks.execute(plan.stacks);
    const paths = [...new Set(stacks.map(({ path }) => path))];
    return this.archives.create({ ...plan, stacks: paths }, this.clock.now());
  }
}
