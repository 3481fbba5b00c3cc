import type { OpenSuspension, ResumeAttempt, Suspension } from '../domain/suspension.js';

/** Survives a crash: every stack we owe a start is in here. One open suspension a stack at most. */
export abstract class SuspensionJournal {
  /**
   * Durable when it resolves. Takes the place of one whose containers were all started again and that is only watched.
   * @throws SuspensionAlreadyOpen
   */
  abstract open(suspension: Suspension): Promise<void>;
  /** Of this job only: closing a closed one, or when another job has opened its own since, is a no-op. */
  abstract close(stackPath: string, jobId: number): Promise<void>;
  /** Records what this job's suspension came to, and counts the attempt if it failed. */
  abstract record(stackPath: string, jobId: number, attempt: ResumeAttempt): Promise<void>;
  abstract findOpen(): Promise<readonly OpenSuspension[]>;
  abstract findOpenFor(stackPath: string): Promise<OpenSuspension | null>;
}
