import type { JobSignal, LogPage } from '../../../src/modules/jobs/index.js';
import { InMemoryJobLog } from '../../support/in-memory/in-memory.job-log.js';
import { InMemoryJobSignals } from '../../support/in-memory/in-memory.job-signals.js';

/** Tells how many listen: whoever forgot to stop is seen. */
export class WatchedJobSignals extends InMemoryJobSignals {
  listeners = 0;

  override subscribe(listener: (signal: JobSignal) => void): () => void {
    const unsubscribe = super.subscribe(listener);
    this.listeners += 1;
    return () => {
      this.listeners -= 1;
      unsubscribe();
    };
  }
}

/** Tells how many pages were read: whoever reads ahead of its client is seen. */
export class WatchedJobLog extends InMemoryJobLog {
  reads = 0;

  override async read(...[jobId, query]: Parameters<InMemoryJobLog['read']>): Promise<LogPage> {
    this.reads += 1;
    return super.read(jobId, query);
  }
}
