import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { StackLeftDown } from '../domain/stack.errors.js';
import type { Suspension } from '../domain/suspension.js';
import { SuspensionJournal } from '../ports/suspension-journal.port.js';
import { StartOwedContainers } from './start-owed-containers.js';

export interface ResumeOptions {
  /** Seconds in which failed starts are tried again before we give up and leave the alarm standing. */
  readonly patience: number;
  /** Seconds to wait for a container to become healthy. */
  readonly healthTimeout: number;
  /** Aborted when the service is being stopped: start everything at once and wait for nothing. */
  readonly hurry: AbortSignal;
  /** Instead of starting the old containers, e.g. recreate them from newer images; those it leaves down are started. */
  readonly startFirst?: (services: readonly string[]) => Promise<void>;
  /** Called when every container runs, before the wait for healthchecks; again when one ended and was started again. */
  readonly onRunning?: (at: Date) => void;
}

const RETRY_SECONDS = 2;
/**
 * What cannot run mostly ends at once, but a busy engine may go on calling it running for a second or so. This time
 * passes while the stack runs again, so it is no downtime.
 */
const SETTLING_MS = 2_000;

/**
 * Starts what a suspension owes and closes it. After a backup and after a crash the same code runs, so recovery is
 * exercised by every backup. Doing it again does no harm.
 */
@Injectable()
export class ResumeStack {
  constructor(
    private readonly start: StartOwedContainers,
    private readonly journal: SuspensionJournal,
    private readonly clock: Clock,
  ) {}

  /** @throws StackLeftDown; the suspension then stays open and is tried again later */
  async execute(suspension: Suspension, log: ActivityLog, options: ResumeOptions): Promise<void> {
    const { startFirst, hurry } = options;
    if (startFirst && !hurry.aborted) await this.startAnotherWay(startFirst, suspension, log);
    const problems = await this.startPatiently(suspension, log, options);
    const ill = problems.length === 0 ? await this.start.awaitHealth(suspension, log, options) : [];
    const open = [...problems, ...ill];
    if (open.length > 0) {
      await this.leaveOpen(suspension, open);
      throw new StackLeftDown(suspension.stackName, open);
    }
    await this.close(suspension, log);
    log.write('SUCCESS', `${suspension.containers.map(({ name }) => name).join(', ')} running again`);
  }

  private async startAnotherWay(
    startFirst: (services: readonly string[]) => Promise<void>,
    { containers }: Suspension,
    log: ActivityLog,
  ): Promise<void> {
    await startFirst([...new Set(containers.map(({ service }) => service))]).catch((error: unknown) => {
      log.write('WARNING', `${messageOf(error)} The containers are started as they were.`);
    });
  }

  private async startPatiently(
    suspension: Suspension,
    log: ActivityLog,
    options: ResumeOptions,
  ): Promise<readonly string[]> {
    const deadline = this.clock.now().getTime() + options.patience * 1000;
    for (;;) {
      const problems = await this.startOnce(suspension, log, options);
      const enough = problems.length === 0 || options.hurry.aborted || this.clock.now().getTime() >= deadline;
      if (enough) return problems;
      log.write('WARNING', `${textOf(problems)}; trying again`);
      await this.clock.pause(RETRY_SECONDS * 1000, options.hurry);
    }
  }

  private async startOnce(
    suspension: Suspension,
    log: ActivityLog,
    options: ResumeOptions,
  ): Promise<readonly string[]> {
    const problems = await this.start.attempt(suspension, log, options);
    if (problems.length > 0) return problems;
    options.onRunning?.(this.clock.now());
    await this.clock.pause(SETTLING_MS, options.hurry);
    return this.start.findStopped(suspension);
  }

  private async leaveOpen({ stackPath, jobId }: Suspension, problems: readonly string[]): Promise<void> {
    await this.journal.recordFailure(stackPath, jobId, textOf(problems)).catch(() => undefined);
  }

  /** An entry that could not be closed does no harm: resuming a running stack is a no-op that closes it. */
  private async close({ stackPath, jobId }: Suspension, log: ActivityLog): Promise<void> {
    await this.journal.close(stackPath, jobId).catch((error: unknown) => {
      log.write(
        'WARNING',
        `The stack runs again, but its journal entry could not be closed yet: ${messageOf(error)}`,
      );
    });
  }
}

const textOf = (problems: readonly string[]): string => problems.join('; ');
