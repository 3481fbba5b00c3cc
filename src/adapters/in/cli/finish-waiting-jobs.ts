import type { Output } from './output.js';
import type { UseCases } from './use-cases.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Other commands may have queued jobs in this process while it was the only one that runs any: leaving would end them.
 * Gives up when `interrupted` aborts; what runs then is ended and put back by the close that follows.
 */
export async function finishWaitingJobs(
  { findJobs, clock }: Pick<UseCases, 'findJobs' | 'clock'>,
  output: Pick<Output, 'err'>,
  interrupted: AbortSignal,
): Promise<void> {
  for (let told = false; !interrupted.aborted; told = true) {
    const [running, queued] = await Promise.all([
      findJobs.page({ status: 'running', limit: 1 }),
      findJobs.page({ status: 'queued', limit: 1 }),
    ]);
    if (running.jobs.length + queued.jobs.length === 0) return;
    if (!told) output.err('Other jobs wait for this process; they are finished before it ends.\n');
    await clock.pause(LOOK_EVERY_MS, interrupted);
  }
}
