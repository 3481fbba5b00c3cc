import type { LogLine, NewLogLine } from '../domain/log-line.js';

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Number of the last line that was looked at; ask for more after it. */
  readonly lastLine: number;
}

/** A job's log, the same from every instance. Appending costs the same however long the log is. */
export abstract class JobLog {
  /**
   * Adds all of these lines at the end, or none, and returns the number of the last line. Several writers may append at
   * once: each batch stays together.
   */
  abstract append(jobId: number, lines: readonly NewLogLine[]): Promise<number>;
  /** Up to `limit` lines after `after`, in order, of one stack if given. */
  abstract read(jobId: number, query: { after: number; stack?: string; limit: number }): Promise<LogPage>;
  /** 0 when it is empty. */
  abstract lastNumber(jobId: number): Promise<number>;
}
