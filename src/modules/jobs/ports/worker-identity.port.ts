/** This process among all that may work on jobs; the same again after a restart on the same data directory. */
export abstract class WorkerIdentity {
  abstract readonly id: string;
}
