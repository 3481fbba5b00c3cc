import { Injectable } from '@nestjs/common';
import type { ActivityLog, LogLevel } from '../../../kernel/activity-log.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import { type OpenSuspension, ResumeStack } from '../../stacks/index.js';
import { pendingMetric } from '../domain/stack-metric.js';
import { WorkerOptions } from '../ports/worker-options.port.js';
import type { JobLogWriter } from './job-log-writer.js';
import type { MetricsBoard } from './metrics-board.js';

/** Pays a restart that a job still owes, and writes that into the job. */
@Injectable()
export class PutBackStack {
  constructor(
    private readonly resume: ResumeStack,
    private readonly options: WorkerOptions,
  ) {}

  /** Whether the stack runs as before. The same failure again is not told again. Never rejects. */
  async execute(
    suspension: OpenSuspension,
    board: MetricsBoard,
    log: JobLogWriter,
    hurry: AbortSignal,
  ): Promise<boolean> {
    const { stackName, stackPath, lastError } = suspension;
    const held = new HeldLog(log.forStack(stackName));
    const options = { patience: 0, healthTimeout: this.options.healthTimeout, hurry };
    const outcome = await settle(() => this.resume.execute(suspension, held, options));
    const metric =
      board.all().find((one) => one.stackPath === stackPath) ?? pendingMetric(stackName, stackPath);
    if (outcome.status === 'fulfilled') {
      held.release();
      await board.note({ ...metric, wasRunning: true, runningAgain: true });
      return true;
    }
    const error = messageOf(outcome.reason);
    if (lastError === null || !error.includes(lastError)) {
      held.write('ERROR', `LEFT DOWN: ${error}`);
      held.release();
    }
    await board.note({ ...metric, wasRunning: true, runningAgain: false, error });
    return false;
  }
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
