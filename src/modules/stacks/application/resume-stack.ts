import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { StackLeftDown } from '../domain/stack.errors.js';
import type { Suspension } from '../domain/suspension.js';
import { SuspensionJournal } from '../ports/suspension-journal.port.js';
import { StartOwedContainers, type StartProblem } from './start-owed-containers.js';

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
    if (options.startFirst) await this.startAnotherWay(options.startFirst, suspension, log);
    const problems = await this.startPatiently(suspension, log, options);
    const ill = problems.length === 0 ? await this.start.awaitHealth(suspension, log, options) : [];
    const open = [...problems, ...ill];
    if (open.some(({ curable }) => curable)) await this.leaveOpen(suspension, open);
    else await this.close(suspension, log);
    if (open.length > 0) throw this.alarm(suspension, open);
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
  ): Promise<readonly StartProblem[]> {
    const deadline = this.clock.now().getTime() + options.patience * 1000;
    for (;;) {
      const problems = await this.startOnce(suspension, log, options);
      const hopeless = !problems.some(({ curable }) => curable);
      if (hopeless || options.hurry.aborted || this.clock.now().getTime() >= deadline) return problems;
      log.write('WARNING', `${textOf(problems)}; trying again`);
      await this.clock.pause(RETRY_SECONDS * 1000, options.hurry);
    }
  }

  private async startOnce(
    suspension: Suspension,
    log: ActivityLog,
    options: ResumeOptions,
  ): Promise<readonly StartProblem[]> {
    const problems = await this.start.attempt(suspension, log, options);
    if (problems.length > 0) return problems;
    options.onRunning?.(this.clock.now());
    await this.clock.pause(SETTLING_MS, options.hurry);
    return this.start.findStopped(suspension);
  }

  private async leaveOpen({ stackPath }: Suspension, problems: readonly StartProblem[]): Promise<void> {
    await this.journal.recordFailure(stackPath, textOf(problems)).catch(() => undefined);
  }

  /** An entry that could not be closed does no harm: resuming a running stack is a no-op that closes it. */
  private async close({ stackPath }: Suspension, log: ActivityLog): Promise<void> {
    await this.journal.close(stackPath).catch((error: unknown) => {
      log.write(
        'WARNING',
        `The stack runs again, but its journal entry could not be closed yet: ${messageOf(error)}`,
      );
    });
  }

  private alarm({ stackName }: Suspension, problems: readonly StartProblem[]): StackLeftDown {
    const remedy = problems.some(({ curable }) => curable)
      ? 'Stowage keeps trying; see "docker compose ps" and "docker compose logs" there.'
      : 'Start it with "docker compose up -d" there.';
    return new StackLeftDown(
      stackName,
      problems.map(({ text }) => text),
      remedy,
    );
  }
}

const textOf = (problems: readonly StartProblem[]): string => problems.map(({ text }) => text).join('; ');
