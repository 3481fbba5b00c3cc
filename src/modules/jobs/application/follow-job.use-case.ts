import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import type { Job } from '../domain/job.js';
import { isFinal } from '../domain/job-status.js';
import type { LogLine } from '../domain/log-line.js';
import type { StackMetric } from '../domain/stack-metric.js';
import { type JobChange, JobSignals } from '../ports/job-signals.port.js';
import { FindJobs } from './find-jobs.use-case.js';
import { TAIL_LIMIT, TailJobLog } from './tail-job-log.use-case.js';

export type JobEvent =
  | { readonly type: 'log'; readonly line: LogLine }
  | { readonly type: 'status'; readonly job: Job }
  | { readonly type: 'metrics'; readonly metrics: readonly StackMetric[] }
  | { readonly type: 'done'; readonly job: Job };

/** Signals may get lost, so we also look for ourselves. */
const LOOK_EVERY_MS = 5_000;

/** A job as it happens, whichever instance runs it. */
@Injectable()
export class FollowJob {
  constructor(
    private readonly jobs: FindJobs,
    private readonly tail: TailJobLog,
    private readonly signals: JobSignals,
    private readonly clock: Clock,
  ) {}

  /**
   * First the state as it is, then the log lines after `after`, then what happens; ends after `done` or when `signal`
   * aborts. @throws JobNotFound
   */
  async *execute(jobId: number, after: number, signal: AbortSignal): AsyncGenerator<JobEvent, void> {
    const news = new News(['status', 'metrics', 'log']);
    const unsubscribe = this.signals.subscribe((heard) => {
      if (heard.jobId === jobId) news.add(heard.change);
    });
    try {
      for (let last = after; !signal.aborted;) {
        const changes = news.take();
        const job = await this.jobs.byId(jobId); // first: when it has ended, what follows is all there is
        const ended = isFinal(job.status);
        if (changes.has('status') || ended) yield { type: 'status', job };
        if (changes.has('metrics') || ended)
          yield { type: 'metrics', metrics: await this.jobs.metricsOf(jobId) };
        last = yield* this.linesAfter(jobId, last, signal);
        if (ended) {
          yield { type: 'done', job };
          return;
        }
        await this.awaitNews(news, signal);
      }
    } finally {
      unsubscribe();
    }
  }

  /** Returns the number of the last line. */
  private async *linesAfter(
    jobId: number,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<JobEvent, number> {
    for (let last = after; ;) {
      const { lines, lastLine } = await this.tail.execute(jobId, last);
      for (const line of lines) yield { type: 'log', line };
      last = lastLine;
      if (lines.length < TAIL_LIMIT || signal.aborted) return last;
    }
  }

  private async awaitNews(news: News, signal: AbortSignal): Promise<void> {
    const enough = new AbortController();
    const over = AbortSignal.any([signal, enough.signal]);
    const lookAgain = this.clock.pause(LOOK_EVERY_MS, over).then(() => {
      if (!over.aborted) news.add('status');
    });
    await Promise.race([news.arrived(), lookAgain]);
    enough.abort();
  }
}

/** What changed since it was last looked at. */
class News {
  private heard: Set<JobChange>;
  private wake: () => void = () => undefined;

  constructor(first: readonly JobChange[]) {
    this.heard = new Set(first);
  }

  add(change: JobChange): void {
    this.heard.add(change);
    this.wake();
  }

  take(): ReadonlySet<JobChange> {
    const taken = this.heard;
    this.heard = new Set();
    return taken;
  }

  arrived(): Promise<void> {
    if (this.heard.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
