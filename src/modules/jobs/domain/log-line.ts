import type { LogLevel } from '../../../kernel/activity-log.js';

/** A line before the log has given it a number. */
export interface NewLogLine {
  readonly time: Date;
  readonly level: LogLevel;
  /** Name of the stack it is about; null: the job as a whole. */
  readonly stack: string | null;
  readonly text: string;
}

export interface LogLine extends NewLogLine {
  /** 1 for a job's first line; without gaps. */
  readonly number: number;
}
