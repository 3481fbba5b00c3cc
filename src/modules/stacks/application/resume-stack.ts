import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { StackLeftDown, StackNotHealthy } from '../domain/stack.errors.js';
import type { ResumeAttempt, Suspension } from '../domain/suspension.js';
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
  /**
   * Stops may have been asked for whose end nobody saw: the engine did not answer, or whoever asked has died. Containers
   * that still run may then stop later, so the stack is watched for a while.
   */
  readonly stopsUnconfirmed?: boolean;
}

const RETRY_SECONDS = 2;
/**
 * What cannot run mostly ends at once, but a busy engine may go on calling it running for a second or so. This time
 * passes while the stack runs again, so it is no downtime.
 */
const SETTLING_MS = 2_000;
/** Longer than any stop takes, unless a container's grace period is longer. */
const LATE_STOP_MS = 600_000;

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

  /**
   * @throws StackLeftDown: the suspension stays open and is tried again later
   * @throws StackNotHealthy: everything runs, and the suspension stays open to be watched
   */
  async execute(suspension: Suspension, log: ActivityLog, options: ResumeOptions): Promise<void> {
    const { startFirst, hurry } = options;
    if (startFirst && !hurry.aborted) await this.startAnotherWay(startFirst, suspension, log);
    const watchUntil = await this.lateStopsEnd(suspension, options);
    const problems = await this.startPatiently(suspension, log, options);
    if (problems.length > 0) {
      await this.record(suspension, { startedAt: null, error: textOf(problems), watchUntil });
      throw new StackLeftDown(suspension.stackName, problems);
    }
    const ill = await this.start.awaitHealth(suspension, log, options);
    const startedAt = this.clock.now();
    if (ill.length > 0) {
      await this.record(suspension, { startedAt, error: textOf(ill), watchUntil });
      throw new StackNotHealthy(suspension.stackName, ill);
    }
    await this.settle(suspension, { startedAt, error: ailmentsOf(suspension), watchUntil }, log);
    log.write('SUCCESS', `${suspension.containers.map(({ name }) => name).join(', ')} running again`);
  }

  /** Null: nothing can still stop because of us. */
  private async lateStopsEnd(suspension: Suspension, options: ResumeOptions): Promise<Date | null> {
    if (options.stopsUnconfirmed !== true) return null;
    const running = await this.start.findRunning(suspension);
    return running ? new Date(this.clock.now().getTime() + LATE_STOP_MS) : null;
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

  private async record({ stackPath, jobId }: Suspension, attempt: ResumeAttempt): Promise<void> {
    await this.journal.record(stackPath, jobId, attempt).catch(() => undefined);
  }

  /**
   * Closes the suspension, unless there is something left to watch. An entry that could not be closed does no harm:
   * resuming a running stack is a no-op that closes it.
   */
  private async settle(suspension: Suspension, attempt: ResumeAttempt, log: ActivityLog): Promise<void> {
    if (attempt.error !== null || attempt.watchUntil !== null) return this.record(suspension, attempt);
    await this.journal.close(suspension.stackPath, suspension.jobId).catch((error: unknown) => {
      log.write(
        'WARNING',
        `The stack runs again, but its journal entry could not be closed yet: ${messageOf(error)}`,
      );
    });
  }
}

const textOf = (problems: readonly string[]): string => problems.join('; ');

/** What was ill before, and what an alarm has told before. */
function ailmentsOf({ containers }: Suspension): string | null {
  const ailing = containers.filter((container) => container.ailing);
  if (ailing.length === 0) return null;
  return textOf(ailing.map(({ name }) => `${name} has not been healthy since an earlier backup`));
}
