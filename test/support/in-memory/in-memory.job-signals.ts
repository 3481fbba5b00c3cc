import { JobSignals, type JobSignal } from '../../../src/modules/jobs/index.js';

export class InMemoryJobSignals extends JobSignals {
  readonly #listeners = new Set<(signal: JobSignal) => void>();

  async send(signal: JobSignal): Promise<void> {
    for (const listener of this.#listeners)
      void Promise.resolve(signal)
        .then(listener)
        .catch(() => undefined);
  }

  subscribe(listener: (signal: JobSignal) => void): () => void {
    // Its own function, so that one listener may subscribe twice.
    const own = (signal: JobSignal): void => listener(signal);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }
}
