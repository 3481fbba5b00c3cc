import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { messageOf } from '../../../../kernel/errors.js';
import { JobQueue, type JobHandler } from '../../../../modules/jobs/index.js';
import { PostgresAnnouncer } from './postgres-announcer.js';
import { PostgresListener } from './postgres-listener.js';
import { WaitingJobs } from './waiting-jobs.js';

/** Injection token: milliseconds between two looks at the jobs table when no message comes. */
export const POLL_INTERVAL_MS = Symbol('POLL_INTERVAL_MS');
const POLL_EVERY_MS = 5_000;

/**
 * The jobs table is the queue: this only looks into it whenever something may have changed. Messages make that
 * quick; the interval makes it sure.
 */
@Injectable()
export class PostgresJobQueue extends JobQueue {
  readonly #logger = new Logger(PostgresJobQueue.name);
  readonly #underWay = new Map<number, Promise<void>>();
  /** Handed out and still waiting perhaps: not again before the next message or tick. */
  readonly #declined = new Set<number>();
  #handler: JobHandler = async () => {};
  #slots = 0;
  #looking: Promise<void> | null = null;
  #lookOnceMore = false;
  #stopListening = (): void => {};

  constructor(
    private readonly announcer: PostgresAnnouncer,
    private readonly listener: PostgresListener,
    private readonly waiting: WaitingJobs,
    @Optional() @Inject(POLL_INTERVAL_MS) private readonly pollIntervalMs: number = POLL_EVERY_MS,
  ) {
    super();
  }

  announce(jobId: number): Promise<void> {
    return this.announcer.send({ topic: 'job-waiting', jobId });
  }

  async consume(handler: JobHandler, concurrency: number): Promise<void> {
    this.#handler = handler;
    this.#slots = concurrency;
    const unsubscribe = this.listener.subscribe({
      hear: (message) => {
        if (message.topic === 'job-waiting') this.#reconsider(message.jobId);
      },
      lookAgain: () => this.#reconsiderAll(),
    });
    const timer = setInterval(() => this.#reconsiderAll(), this.pollIntervalMs);
    this.#stopListening = (): void => {
      unsubscribe();
      clearInterval(timer);
    };
    await this.#look();
  }

  async close(): Promise<void> {
    this.#slots = 0;
    this.#stopListening();
    await this.#looking;
    await Promise.all(this.#underWay.values());
  }

  #reconsider(jobId: number): void {
    this.#declined.delete(jobId);
    void this.#look();
  }

  #reconsiderAll(): void {
    this.#declined.clear();
    void this.#look();
  }

  /** One look at a time; what changes during a look is worth another one. Never rejects. */
  #look(): Promise<void> {
    this.#lookOnceMore = true;
    this.#looking ??= this.#lookUntilNothingIsNew().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #lookUntilNothingIsNew(): Promise<void> {
    while (this.#lookOnceMore) {
      this.#lookOnceMore = false;
      try {
        await this.#fillSlots();
      } catch (error) {
        this.#logger.warn(`Looking for waiting jobs failed: ${messageOf(error)}`);
      }
    }
  }

  async #fillSlots(): Promise<void> {
    const free = this.#slots - this.#underWay.size;
    if (free <= 0) return;
    const found = await this.waiting.find([...this.#underWay.keys(), ...this.#declined], free);
    for (const jobId of found) this.#deliver(jobId);
  }

  #deliver(jobId: number): void {
    // Closed during the look.
    if (this.#slots === 0) return;
    const run = this.#run(jobId).finally(() => {
      this.#underWay.delete(jobId);
      this.#declined.add(jobId);
      void this.#look();
    });
    this.#underWay.set(jobId, run);
  }

  async #run(jobId: number): Promise<void> {
    try {
      await this.#handler(jobId);
    } catch (error) {
      this.#logger.error(`The handler of job ${jobId} failed: ${messageOf(error)}`);
    }
  }
}
