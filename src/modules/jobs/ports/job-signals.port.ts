export type JobChange = 'log' | 'status' | 'metrics' | 'cancel';

export interface JobSignal {
  readonly jobId: number;
  readonly change: JobChange;
}

/** News between instances. A hint, may be lost: whoever listens also looks for itself from time to time. */
export abstract class JobSignals {
  /** Never rejects. */
  abstract send(signal: JobSignal): Promise<void>;
  /** Calls back for each signal, from this instance too, until the returned function is called. */
  abstract subscribe(listener: (signal: JobSignal) => void): () => void;
}
