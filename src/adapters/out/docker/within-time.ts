/** The work took longer than it may. */
export class OutOfTime extends Error {
  constructor(readonly ms: number) {
    super(`not done within ${ms / 1000} s`);
  }
}

/**
 * Ends the work's signal after `ms` and rejects with OutOfTime then, whether the work minds its signal or not:
 * an answer that breaks off in its middle leaves dockerode's promise pending for ever.
 */
export function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new OutOfTime(ms));
      controller.abort();
    }, ms);
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
