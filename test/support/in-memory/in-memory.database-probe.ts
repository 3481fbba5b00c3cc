import { DatabaseProbe } from '../../../src/modules/jobs/index.js';

export class InMemoryDatabaseProbe extends DatabaseProbe {
  /** Null: it answers. */
  outage: Error | null = null;

  async check(): Promise<void> {
    if (this.outage) throw this.outage;
  }
}
