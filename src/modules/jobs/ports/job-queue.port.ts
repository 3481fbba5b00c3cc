/** Called with the id of a job that may be waiting; claims it or finds that somebody else did. Never rejects. */
export type JobHandler = (jobId: number) => Promise<void>;

/** Wakes workers. Losing a message may delay a job, never lose it. */
export abstract class JobQueue {
  /** Tells every worker that this job waits. Never rejects: the jobs table has it anyway. */
  abstract announce(jobId: number): Promise<void>;
  /**
   * Delivers each waiting job at least once, also those announced before, at most `concurrency` at a time.
   * Call once.
   */
  abstract consume(handler: JobHandler, concurrency: number): Promise<void>;
  /** Takes no more jobs; resolves when the handlers under way have returned. */
  abstract close(): Promise<void>;
}
