import { Injectable } from '@nestjs/common';
import { BackupNotCatalogued, BackupStore, formatBytes } from '../../archives/index.js';
import { BackUpOneStack } from './back-up-one-stack.js';
import { InitialiseArchiveJob } from './initialise-archive-job.js';
import type { JobRun, PlannedStack } from './job-run.js';
import { type Phase, runPhases } from './phases.js';
import { RehearseStack } from './rehearse-stack.js';

/** The phases of an archive job. */
@Injectable()
export class RunArchiveJob {
  constructor(
    private readonly initialise: InitialiseArchiveJob,
    private readonly backUpOneStack: BackUpOneStack,
    private readonly rehearseStack: RehearseStack,
    private readonly store: BackupStore,
  ) {}

  /** Returns what failed the job as a whole; failures of single stacks are in its metrics. Never rejects. */
  async execute(run: JobRun): Promise<readonly unknown[]> {
    let planned: readonly PlannedStack[] = [];
    const initialise: Phase = {
      when: 'ok',
      execute: async () => {
        run.progress.phase('initialise', run.job.plan.stacks.length);
        planned = await this.initialise.execute(run);
      },
    };
    const stacks: Phase = { when: 'ok', execute: (signal) => this.workOnStacks(run, planned, signal) };
    const finalise: Phase = { when: 'always', execute: () => this.finalise(run) };
    return runPhases([initialise, stacks, finalise], run.signal);
  }

  private async workOnStacks(
    run: JobRun,
    planned: readonly PlannedStack[],
    signal: AbortSignal,
  ): Promise<void> {
    run.log.write('INFO', `Phase 1: ${planned.length} ${planned.length === 1 ? 'stack' : 'stacks'}`);
    run.progress.phase('stacks');
    const uncatalogued: unknown[] = [];
    for (const stack of planned) {
      if (signal.aborted) break;
      await this.workOn(run, stack).catch((error: unknown) => {
        if (!(error instanceof BackupNotCatalogued)) throw error;
        uncatalogued.push(error);
      });
    }
    if (uncatalogued.length > 0) throw uncatalogued[0];
  }

  private workOn(run: JobRun, stack: PlannedStack): Promise<void> {
    return run.job.dryRun ? this.rehearseStack.execute(run, stack) : this.backUpOneStack.execute(run, stack);
  }

  private async finalise(run: JobRun): Promise<void> {
    run.log.write('INFO', 'Phase 3: finalise');
    run.progress.phase('finalise');
    for (const metric of run.metrics.all().filter(({ status }) => status === 'pending')) {
      await run.metrics.note({
        ...metric,
        status: 'skipped',
        error: 'The job ended before this stack was reached.',
      });
    }
    const done = run.metrics.all().filter(({ status }) => status === 'success');
    const bytes = done.reduce((sum, { archiveSizeBytes }) => sum + (archiveSizeBytes ?? 0), 0);
    const free = await this.store.freeBytes().then(formatBytes, () => 'an unknown amount of space');
    run.log.write(
      'INFO',
      `${done.length} of ${run.job.plan.stacks.length} stacks done, ${formatBytes(bytes)} written, ${free} free`,
    );
  }
}
