import type { LogLine } from '../domain/log-line.js';

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Number of the last line that was looked at; ask for more after it. */
  readonly lastLine: number;
}

/** A job's log, the same from every instance. Appending costs the same however long the log is. */
export abstract class JobLog {
  /** Lines numbered by the one worker that has the job. Appending a known number again is a no-op. */
  abstract append(jobId: number, lines: readonly LogLine[]): Promise<void>;
  /** Up to `limit` lines after `after`, in order, of one stack if given. */
  abstract read(jobId: number, query: { after: number; stack?: string; limit: number }): Promise<LogPage>;
  /** 0 when it is empty. */
  abstract lastNumber(jobId: number): Promise<number>;
}
