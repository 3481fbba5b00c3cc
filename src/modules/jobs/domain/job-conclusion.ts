import type { JobFailure } from './job.js';
import type { FinalStatus } from './job-status.js';
import type { StackMetric } from './stack-metric.js';

export interface JobConclusion {
  readonly status: FinalStatus;
  readonly totalSizeBytes: number;
  readonly error: JobFailure | null;
}

/** How a job ended, from what became of its stacks. `interruption`: why it was told to end, if it was. */
export function concludeJob(
  metrics: readonly StackMetric[],
  failure: JobFailure | null,
  interruption: JobFailure | null,
): JobConclusion {
  const done = metrics.filter(({ status }) => status === 'success');
  const totalSizeBytes = done.reduce((sum, { archiveSizeBytes }) => sum + (archiveSizeBytes ?? 0), 0);
  const down = metrics.filter(({ runningAgain }) => runningAgain === false);
  if (down.length > 0) return { status: 'failed', totalSizeBytes, error: leftDown(down) };
  if (interruption) return { status: interruptedStatus(interruption), totalSizeBytes, error: interruption };
  if (failure) return { status: 'failed', totalSizeBytes, error: failure };
  if (done.length === metrics.length) return { status: 'success', totalSizeBytes, error: null };
  return { status: done.length > 0 ? 'partial' : 'failed', totalSizeBytes, error: notBackedUp(metrics) };
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
