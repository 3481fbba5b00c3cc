import type { OpenSuspension, Suspension } from '../domain/suspension.js';

/** Survives a crash: every stack we owe a start is in here. One open suspension a stack at most. */
export abstract class SuspensionJournal {
  /** Durable when it resolves. @throws SuspensionAlreadyOpen */
  abstract open(suspension: Suspension): Promise<void>;
  /** Of this job only: closing a closed one, or when another job has opened its own since, is a no-op. */
  abstract close(stackPath: string, jobId: number): Promise<void>;
  /** Records an attempt of this job's that failed. */
  abstract recordFailure(stackPath: string, jobId: number, error: string): Promise<void>;
  abstract findOpen(): Promise<readonly OpenSuspension[]>;
  abstract findOpenFor(stackPath: string): Promise<OpenSuspension | null>;
}
