import { DomainError } from '../../../kernel/domain-error.js';
import { messageOf } from '../../../kernel/errors.js';
import { IllegalJobTransition, type JobEvent } from '../../../modules/jobs/index.js';
import type { JobView } from './job-view.js';
import { printable } from './printable.js';
import type { UseCases } from './use-cases.js';

const PATIENCE_MS = 30_000;
const TRY_EVERY_MS = 1_000;

type Watching = Pick<UseCases, 'followJob' | 'cancelJob' | 'clock'>;

export class JobOutOfSight extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'JOB_OUT_OF_SIGHT';
  constructor(jobId: number, reason: string) {
    super(
      `Job ${jobId} cannot be followed any longer (${reason}). ` +
        `It may run on or be tidied up by the next start: see "stowage jobs show ${jobId}".`,
    );
  }
}

/**
 * Shows a job until it has ended. When `interrupted` aborts, the job is cancelled, and it is still waited for, because its
 * stacks are put back meanwhile. @throws JobOutOfSight
 */
export async function watchJob(
  useCases: Watching,
  jobId: number,
  view: JobView,
  interrupted: AbortSignal,
): Promise<void> {
  const onInterrupt = (): void => void cancel(useCases, jobId, view);
  interrupted.addEventListener('abort', onInterrupt, { once: true });
  if (interrupted.aborted) onInterrupt();
  try {
    for await (const event of followPatiently(useCases, jobId)) show(event, view);
  } finally {
    interrupted.removeEventListener('abort', onInterrupt);
    view.end();
  }
}

async function cancel({ cancelJob }: Watching, jobId: number, view: JobView): Promise<void> {
  view.say(`Cancelling job ${jobId}: what was stopped is being put back. Please wait.`);
  try {
    await cancelJob.execute(jobId);
  } catch (error) {
    if (error instanceof IllegalJobTransition) return; // it ended by itself meanwhile
    view.say(`Job ${jobId} could not be cancelled: ${printable(messageOf(error))}`);
  }
}

function show(event: JobEvent, view: JobView): void {
  if (event.type === 'log') view.line(event.line);
  if (event.type === 'status') view.job(event.job);
}

/** The database may restart while a job runs; the job survives that, and so does whoever watches it. */
async function* followPatiently(
  { followJob, clock }: Watching,
  jobId: number,
): AsyncGenerator<JobEvent, void> {
  const never = new AbortController().signal;
  let lastLine = 0;
  let lastSeen = clock.now().getTime();
  for (;;) {
    try {
      for await (const event of followJob.execute(jobId, lastLine, never)) {
        if (event.type === 'log') lastLine = event.line.number;
        lastSeen = clock.now().getTime();
        yield event;
      }
      return;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (clock.now().getTime() - lastSeen > PATIENCE_MS) throw new JobOutOfSight(jobId, messageOf(error));
      await clock.pause(TRY_EVERY_MS);
    }
  }
}
