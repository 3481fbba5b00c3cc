import { Injectable } from '@nestjs/common';
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

  /** Whether the stack runs as before. Never rejects. */
  async execute(
    suspension: OpenSuspension,
    board: MetricsBoard,
    log: JobLogWriter,
    hurry: AbortSignal,
  ): Promise<boolean> {
    const { stackName, stackPath } = suspension;
    const options = { patience: 0, healthTimeout: this.options.healthTimeout, hurry };
    const outcome = await settle(() => this.resume.execute(suspension, log.forStack(stackName), options));
    const metric =
      board.all().find((one) => one.stackPath === stackPath) ?? pendingMetric(stackName, stackPath);
    const runningAgain = outcome.status === 'fulfilled';
    const error = runningAgain ? metric.error : messageOf(outcome.reason);
    if (!runningAgain) log.write('ERROR', `LEFT DOWN: ${error}`, stackName);
    await board.note({ ...metric, wasRunning: true, runningAgain, error });
    return runningAgain;
  }
}
