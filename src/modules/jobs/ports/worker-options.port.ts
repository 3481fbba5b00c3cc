export abstract class WorkerOptions {
  /** Jobs at a time. */
  abstract readonly concurrency: number;
  /** Seconds to wait for a container's healthcheck after a start. */
  abstract readonly healthTimeout: number;
}
