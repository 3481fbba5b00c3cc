/** Time as the domain sees it; tests set it by hand. */
export abstract class Clock {
  abstract now(): Date;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts; never rejects. */
  abstract pause(ms: number, signal?: AbortSignal): Promise<void>;
}
