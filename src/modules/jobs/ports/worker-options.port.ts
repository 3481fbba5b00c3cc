export abstract class WorkerOptions {
  /** Jobs at a time. */
  abstract readonly concurrency: number;
  /** Seconds to wait for a container's healthcheck after a start. */
  abstract readonly healthTimeout: number;
  /** Seconds in which a stopping service ends its jobs and puts their stacks back. */
  abstract readonly shutdownTimeout: number;
}
