import type { OpenSuspension, Suspension } from '../domain/suspension.js';

/** Survives a crash: every stack we owe a start is in here. One open suspension a stack at most. */
export abstract class SuspensionJournal {
  /** Durable when it resolves. @throws SuspensionAlreadyOpen */
  abstract open(suspension: Suspension): Promise<void>;
  /** Closing a closed one is a no-op. */
  abstract close(stackPath: string): Promise<void>;
  /** Records an attempt that failed. */
  abstract recordFailure(stackPath: string, error: string): Promise<void>;
  abstract findOpen(): Promise<readonly OpenSuspension[]>;
  abstract findOpenFor(stackPath: string): Promise<OpenSuspension | null>;
}
