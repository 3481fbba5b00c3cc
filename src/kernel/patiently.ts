import type { Clock } from './clock.port.js';

export interface Patience {
  readonly clock: Clock;
  /** How long failures are tried again. */
  readonly forMs: number;
  readonly everyMs: number;
  /** Aborted: the next failure is the last one. */
  readonly hurry: AbortSignal;
  readonly onFailure?: (error: unknown) => void;
}

/** Does what may fail for a while, e.g. because the database restarts; rejects with the last failure. */
export async function patiently<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, hurry } = patience;
  const deadline = clock.now().getTime() + patience.forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (hurry.aborted || clock.now().getTime() >= deadline) throw error;
      patience.onFailure?.(error);
      await clock.pause(patience.everyMs, hurry);
    }
  }
}
