import { Injectable } from '@nestjs/common';
import type { ActivityLog, LogLevel } from '../../../kernel/activity-log.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import {
  type OpenSuspension,
  type ResumeOptions,
  ResumeStack,
  WatchResumedStack,
} from '../../stacks/index.js';
import { pendingMetric, type StackMetric } from '../domain/stack-metric.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import { alarmWord } from './alarm-word.js';
import type { JobLogWriter } from './job-log-writer.js';
import type { MetricsBoard } from './metrics-board.js';

type Circumstances = Pick<ResumeOptions, 'hurry' | 'stopsUnconfirmed'>;

/** Pays a restart that a job still owes, or looks after one that was paid, and writes that into the job. */
@Injectable()
export class PutBackStack {
  constructor(
    private readonly resume: ResumeStack,
    private readonly watch: WatchResumedStack,
    private readonly options: WorkerOptions,
  ) {}

  /** Whether the stack runs as before. The same failure again is not told again. Never rejects. */
  async execute(
    suspension: OpenSuspension,
    board: MetricsBoard,
    log: JobLogWriter,
    circumstances: Circumstances,
  ): Promise<boolean> {
    const { stackName, stackPath, lastError, startedAt } = suspension;
    const held = new HeldLog(log.forStack(stackName));
    const options = { patience: 0, healthTimeout: this.options.healthTimeout, ...circumstances };
    const attempt = startedAt === null ? this.resume : this.watch;
    const outcome = await settle(() => attempt.execute(suspension, held, options));
    const metric =
      board.all().find((one) => one.stackPath === stackPath) ?? pendingMetric(stackName, stackPath);
    if (outcome.status === 'fulfilled') {
      held.release();
      await noteChange(board, metric, { wasRunning: true, runningAgain: true });
      return true;
    }
    const error = messageOf(outcome.reason);
    if (lastError === null || !error.includes(lastError)) {
      held.write('ERROR', `${alarmWord(outcome.reason)}: ${error}`);
      held.release();
    }
    await noteChange(board, metric, { wasRunning: true, runningAgain: false, error });
    return false;
  }
}

/** A look every few seconds mostly finds what the last one found. */
async function noteChange(
  board: MetricsBoard,
  metric: StackMetric,
  facts: Partial<Pick<StackMetric, 'wasRunning' | 'runningAgain' | 'error'>>,
): Promise<void> {
  const isNews = Object.entries(facts).some(([fact, value]) => metric[fact as keyof typeof facts] !== value);
  if (isNews) await board.note({ ...metric, ...facts });
}

/** Keeps what is written until it is known to be worth telling. */
class HeldLog implements ActivityLog {
  private readonly held: (readonly [LogLevel, string])[] = [];

  constructor(private readonly log: ActivityLog) {}

  write(level: LogLevel, text: string): void {
    this.held.push([level, text]);
  }

  release(): void {
    for (const [level, text] of this.held.splice(0)) this.log.write(level, text);
  }
}
