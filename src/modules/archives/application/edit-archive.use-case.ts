import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { ResolveStacks } from '../../stacks/index.js';
import type { Archive, ArchivePlan, RetentionCounts } from '../domain/archive.js';
import { checkPlan, levelProblem } from '../domain/archive-plan.js';
import { ArchiveNotFound } from '../domain/archive.errors.js';
import { ArchiveRepository } from '../ports/archive-repository.port.js';

export type ArchiveChange = Partial<Omit<ArchivePlan, 'retention'>> & {
  readonly retention?: Partial<RetentionCounts>;
};

@Injectable()
export class EditArchive {
  constructor(
    private readonly archives: ArchiveRepository,
    private readonly resolveStacks: ResolveStacks,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes what is given and keeps the rest, also stacks that are not found at the moment. A job under way keeps
   * the plan it was started with. A new format without a new level gets its preset.
   * @throws ArchiveNotFound, InvalidInput, StackNotFound, AmbiguousStackName, ArchiveNameTaken
   */
  async execute(id: number, change: ArchiveChange): Promise<Archive> {
    const archive = await this.archives.findById(id);
    if (!archive) throw new ArchiveNotFound(id);
    checkPlan(merge(archive, change));
    const resolved = await this.resolve(change, archive.stacks);
    return this.archives.update(id, (current) => edited(current, resolved), this.clock.now());
  }

  /** Looking for stacks takes its time, so it is done before the archive is locked. */
  private async resolve(change: ArchiveChange, known: readonly string[]): Promise<ArchiveChange> {
    if (!change.stacks) return change;
    return { ...change, stacks: await this.pathsOf(change.stacks, known) };
  }

  private async pathsOf(references: readonly string[], known: readonly string[]): Promise<readonly string[]> {
    const unknown = references.filter((reference) => !known.includes(reference));
    const found = await this.resolveStacks.execute(unknown);
    const paths = new Map(unknown.map((reference, index) => [reference, found[index]?.path ?? reference]));
    return [...new Set(references.map((reference) => paths.get(reference) ?? reference))];
  }
}

/** Checked here again: others may have changed the archive meanwhile. */
function edited(current: Archive, change: ArchiveChange): ArchivePlan {
  const plan = merge(current, change);
  checkPlan(plan);
  return plan;
}

function merge(archive: Archive, change: ArchiveChange): ArchivePlan {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...plan } = archive;
  const merged = { ...plan, ...change, retention: { ...plan.retention, ...change.retention } };
  const stale = change.compressionLevel === undefined && levelProblem(merged) !== null;
  return stale ? { ...merged, compressionLevel: null } : merged;
}
