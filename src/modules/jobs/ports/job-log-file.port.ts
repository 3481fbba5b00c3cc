import type { Job } from '../domain/job.js';
import type { NewLogLine } from '../domain/log-line.js';

/** The copy of a job's log on disk, for people with a shell. */
export abstract class JobLogFile {
  /** Chooses and creates the file; never one that exists. Local time in its name. */
  abstract create(job: Job): Promise<string>;
  /** Appends; creates the file if it has gone. */
  abstract append(path: string, lines: readonly NewLogLine[]): Promise<void>;
}
