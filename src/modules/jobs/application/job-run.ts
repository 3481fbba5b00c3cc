import type { Stack } from '../../stacks/index.js';
import type { Job } from '../domain/job.js';
import type { JobLogWriter } from './job-log-writer.js';
import type { MetricsBoard } from './metrics-board.js';
import type { ProgressMeter } from './progress-meter.js';

/** A job that this process has claimed, with all it needs while it runs. */
export interface JobRun {
  readonly job: Job;
  readonly log: JobLogWriter;
  readonly metrics: MetricsBoard;
  readonly progress: ProgressMeter;
  /** Aborted with the reason when the job must end: cancelled, lost, or the service stops. */
  readonly signal: AbortSignal;
  /** Aborted when the service stops: put everything back at once, wait for nothing. */
  readonly hurry: AbortSignal;
}

/** A stack of the plan that was found. */
export interface PlannedStack {
  readonly stack: Stack;
  /** Its name in paths. */
  readonly label: string;
}
