import type { JobFailure } from './job.js';
import type { FinalStatus } from './job-status.js';
import type { StackMetric } from './stack-metric.js';

export interface JobConclusion {
  readonly status: FinalStatus;
  readonly totalSizeBytes: number;
  readonly error: JobFailure | null;
}

/**
 * How a job ended, from what became of its stacks. `interruption`: why it was told to end, if it
 * was; that counts only when something was left undone.
 */
export function concludeJob(
  metrics: readonly StackMetric[],
  failure: JobFailure | null,
  interruption: JobFailure | null,
): JobConclusion {
  const done = metrics.filter(({ status }) => status === 'success');
  const totalSizeBytes = done.reduce((sum, { archiveSizeBytes }) => sum + (archiveSizeBytes ?? 0), 0);
  const ended = (status: FinalStatus, error: JobFailure | null): JobConclusion => ({
    status,
    totalSizeBytes,
    error,
  });
  const down = metrics.filter(({ runningAgain }) => runningAgain === false);
  if (down.length > 0) return ended('failed', leftDown(down));
  const complete = failure === null && metrics.length > 0 && done.length === metrics.length;
  if (complete) return ended('success', null);
  if (interruption) return ended(interruptedStatus(interruption), interruption);
  if (failure) return ended('failed', failure);
  return ended(done.length > 0 ? 'partial' : 'failed', notBackedUp(metrics));
}

const interruptedStatus = ({ code }: JobFailure): FinalStatus =>
  code === 'JOB_CANCELLED' ? 'cancelled' : 'failed';

const leftDown = (down: readonly StackMetric[]): JobFailure => ({
  code: 'STACK_LEFT_DOWN',
  message: down.map(({ stackName, error }) => error ?? `"${stackName}" is not running as before.`).join(' '),
});

function notBackedUp(metrics: readonly StackMetric[]): JobFailure {
  const failed = metrics.filter(({ status }) => status !== 'success');
  const reasons = failed.map(({ stackName, error }) => `${stackName}: ${error ?? 'not backed up'}`);
  return {
    code: 'STACKS_NOT_BACKED_UP',
    message: `${failed.length} of ${metrics.length} stacks were not backed up. ${reasons.join(' ')}`,
  };
}
