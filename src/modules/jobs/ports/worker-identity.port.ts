/** This process among all that may work on jobs; the same again after a restart on the same data directory. */
export abstract class WorkerIdentity {
  abstract readonly id: string;
  /**
   * `all`: every job that waits, and every dead one. `own`: only the jobs that this very process has started, and dead ones
   * of its own data directory; for a short-lived process beside others, whose directories may be elsewhere.
   */
  abstract readonly scope: 'all' | 'own';
}
