import { setImmediate } from 'node:timers/promises';
import { JobQueue, type JobHandler } from '../../../src/modules/jobs/index.js';

/** Delivers what was announced; knows nothing of jobs that nobody announced. */
export class InMemoryJobQueue extends JobQueue {
  readonly #waiting = new Set<number>();
  readonly #underWay = new Set<Promise<void>>();
  #handler: JobHandler = async () => {};
  #slots = 0;

  async announce(jobId: number): Promise<void> {
    this.#waiting.add(jobId);
    this.#fill();
  }

  async consume(handler: JobHandler, concurrency: number): Promise<void> {
    this.#handler = handler;
    this.#slots = concurrency;
    this.#fill();
  }

  async close(): Promise<void> {
    this.#slots = 0;
    await Promise.all(this.#underWay);
  }

  #fill(): void {
    for (const jobId of this.#waiting) {
      if (this.#underWay.size >= this.#slots) return;
      this.#waiting.delete(jobId);
      const run = this.#run(jobId).finally(() => {
        this.#underWay.delete(run);
        this.#fill();
      });
      this.#underWay.add(run);
    }
  }

  async #run(jobId: number): Promise<void> {
    await setImmediate();
    await this.#handler(jobId).catch(() => undefined);
  }
}
