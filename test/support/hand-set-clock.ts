import { Clock } from '../../src/kernel/clock.port.js';

/** Time moves when a test says so, and by itself through every pause. */
export class HandSetClock extends Clock {
  constructor(private time = Date.parse('2026-03-04T05:06:07Z')) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  advance(ms: number): void {
    this.time += ms;
  }

  /** Passes the time at once, but lets everything else that is ready go first. */
  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.advance(ms);
  }
}
