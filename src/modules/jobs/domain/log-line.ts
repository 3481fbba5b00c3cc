import type { LogLevel } from '../../../kernel/activity-log.js';

export interface LogLine {
  /** 1 for a job's first line; without gaps. */
  readonly number: number;
  readonly time: Date;
  readonly level: LogLevel;
  /** Name of the stack it is about; null: the job as a whole. */
  readonly stack: string | null;
  readonly text: string;
}
