import { Injectable } from '@nestjs/common';
import { BackupStore, formatBytes } from '../../archives/index.js';
import { SettingsSource } from '../../settings/index.js';
import {
  EngineUnreachable,
  FindStacks,
  type FoundStacks,
  neverStopped,
  StackRuntime,
} from '../../stacks/index.js';
import { NoValidStacks } from '../domain/job.errors.js';
import { pendingMetric } from '../domain/stack-metric.js';
import type { JobRun, PlannedStack } from './job-run.js';
import { labelStacks } from './label-stacks.js';

/** Phase 0: finds out what would make the whole job fail, before anything is touched. */
@Injectable()
export class InitialiseArchiveJob {
  constructor(
    private readonly findStacks: FindStacks,
    private readonly runtime: StackRuntime,
    private readonly store: BackupStore,
    private readonly settings: SettingsSource,
  ) {}

  /** @throws NoValidStacks, EngineUnreachable, ArchiveDirectoryUnusable, FormatUnavailable */
  async execute(run: JobRun): Promise<readonly PlannedStack[]> {
    const { job, log } = run;
    log.write(
      'INFO',
      `Phase 0: initialise (archive "${job.plan.archiveName}", ${job.plan.outputFormat}${job.dryRun ? ', dry run' : ''})`,
    );
    const found = await this.findStacks.execute();
    for (const { message } of found.warnings) log.write('WARNING', message);
    const planned = await this.resolve(run, found);
    if (job.plan.stopContainers) await this.askEngine(run, planned);
    await this.store.ensureFormat(job.plan.outputFormat);
    if (!job.dryRun) await this.store.ensureWritable();
    log.write('INFO', `${formatBytes(await this.store.freeBytes())} free for backups`);
    return planned;
  }

  /** Without the engine, the stacks that are never stopped can still be backed up; each of the others says that it cannot. */
  private async askEngine({ log }: JobRun, planned: readonly PlannedStack[]): Promise<void> {
    try {
      log.write('DEBUG', `Docker engine ${await this.runtime.version()} answers`);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      const { skipStop } = await this.settings.current();
      if (!planned.some(({ stack }) => neverStopped(stack, skipStop))) throw error;
      log.write('WARNING', error.message);
    }
  }

  private async resolve({ job, log, metrics }: JobRun, found: FoundStacks): Promise<readonly PlannedStack[]> {
    const byPath = new Map(found.stacks.map((stack) => [stack.path, stack]));
    const missing = job.plan.stacks.filter((path) => !byPath.has(path));
    for (const path of job.plan.stacks) {
      const stack = byPath.get(path);
      const metric = pendingMetric(stack?.name ?? nameOf(path), path);
      const error = `There is no stack in ${path} any more: its directory or compose file is gone, or not mounted.`;
      if (!stack) log.write('ERROR', error);
      await metrics.record(stack ? metric : { ...metric, status: 'failed', error });
    }
    const chosen = job.plan.stacks.flatMap((path) => byPath.get(path) ?? []);
    if (chosen.length === 0) throw new NoValidStacks(reasonsOf(missing, found));
    return labelStacks(chosen, found.stacks);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const reasonsOf = (missing: readonly string[], { stacks, warnings }: FoundStacks): readonly string[] => [
  `Not found: ${missing.join(', ')}.`,
  stacks.length === 0 ? 'No stack was found at all.' : `Found: ${stacks.map(({ path }) => path).join(', ')}.`,
  ...warnings.map(({ message }) => message),
];
