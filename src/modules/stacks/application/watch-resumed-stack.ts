import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { type ComposeContainer, isActive } from '../domain/container.js';
import { StackNotHealthy } from '../domain/stack.errors.js';
import { locate, type OpenSuspension, type OwedContainer } from '../domain/suspension.js';
import { StackRuntime } from '../ports/stack-runtime.port.js';
import { SuspensionJournal } from '../ports/suspension-journal.port.js';
import { ResumeStack, type ResumeOptions } from './resume-stack.js';

/**
 * Looks after a stack whose containers were all started again: until it is as healthy as before, and until no stop that
 * the engine did not confirm can come any more. It starts nothing but what such a late stop has ended, so that people
 * can stop and repair what is ill.
 */
@Injectable()
export class WatchResumedStack {
  constructor(
    private readonly runtime: StackRuntime,
    private readonly resumeStack: ResumeStack,
    private readonly journal: SuspensionJournal,
    private readonly clock: Clock,
  ) {}

  /**
   * One look; ends the suspension when there is nothing left to watch. Without an answer of the engine nothing changes.
   * @throws StackNotHealthy; StackLeftDown when what has stopped late cannot be started
   */
  async execute(suspension: OpenSuspension, log: ActivityLog, options: ResumeOptions): Promise<void> {
    const now = await this.runtime.containersOfProject(suspension.project).catch(() => null);
    if (now === null) return;
    const stopped = this.isStopDue(suspension) ? stoppedLate(suspension.containers, now) : [];
    if (stopped.length > 0) return this.startAgain(suspension, stopped, log, options);
    await this.assertWell(suspension, now);
    if (!this.isStopDue(suspension)) {
      await this.journal.close(suspension.stackPath, suspension.jobId);
    } else if (suspension.lastError !== null) {
      await this.record(suspension, null);
    }
  }

  private isStopDue({ watchUntil }: OpenSuspension): boolean {
    return watchUntil !== null && this.clock.now() < watchUntil;
  }

  private async startAgain(
    suspension: OpenSuspension,
    stopped: readonly OwedContainer[],
    log: ActivityLog,
    options: ResumeOptions,
  ): Promise<void> {
    const names = stopped.map(({ name }) => name).join(', ');
    log.write('WARNING', `${names} stopped after all, as an earlier backup had asked; starting again`);
    await this.resumeStack.execute(suspension, log, { ...options, stopsUnconfirmed: true });
  }

  private async assertWell(suspension: OpenSuspension, now: readonly ComposeContainer[]): Promise<void> {
    const problems = suspension.containers.flatMap((owed) => problemOf(owed, locate(owed, now)) ?? []);
    if (problems.length === 0) return;
    const error = problems.join('; ');
    if (error !== suspension.lastError) await this.record(suspension, error);
    throw new StackNotHealthy(suspension.stackName, problems);
  }

  private record(
    { stackPath, jobId, startedAt, watchUntil }: OpenSuspension,
    error: string | null,
  ): Promise<void> {
    return this.journal.record(stackPath, jobId, { startedAt, error, watchUntil });
  }
}

/** The very containers that we stopped: what took their place was not asked to stop. */
const stoppedLate = (
  owed: readonly OwedContainer[],
  now: readonly ComposeContainer[],
): readonly OwedContainer[] =>
  owed.filter(({ id }) => now.some((container) => container.id === id && hasEnded(container)));

const hasEnded = ({ state }: ComposeContainer): boolean => state === 'exited' || state === 'dead';

/** Who removed a container has decided about it. */
function problemOf(
  { name, wasHealthy, ailing }: OwedContainer,
  container: ComposeContainer | undefined,
): string | null {
  if (!container || !(wasHealthy || ailing)) return null;
  if (!isActive(container)) return `${name} is ${container.state}`;
  const well = container.health === 'healthy' || container.health === 'none';
  return well ? null : `${name} is not healthy as before (${container.health})`;
}
