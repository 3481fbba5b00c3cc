import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { reasons, throwAll } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import type { ComposeContainer } from '../domain/container.js';
import { DependencyGraph } from '../domain/dependency-graph.js';
import type { Stack } from '../domain/stack.js';
import {
  EngineTimeout,
  EngineUnreachable,
  StackChangedWhileStopped,
  StackNotHealthy,
} from '../domain/stack.errors.js';
import { type OpenSuspension, owed, owedSince, type Suspension } from '../domain/suspension.js';
import { StackRuntime } from '../ports/stack-runtime.port.js';
import { SuspensionJournal } from '../ports/suspension-journal.port.js';
import { isStoppable } from '../domain/stoppable.js';
import { inDependencyOrder } from './in-dependency-order.js';
import { ResumeStack, type ResumeOptions } from './resume-stack.js';

export interface SuspendRequest {
  readonly stack: Stack;
  readonly jobId: number;
  /** Exactly those that run and are to be stopped. */
  readonly containers: readonly ComposeContainer[];
  readonly log: ActivityLog;
  /** Aborting ends the stopping and is passed on by the work itself; the restart does not see it. */
  readonly signal: AbortSignal;
  /** Called with the time of the first stop, and with null when everything runs again. */
  readonly onDown: (since: Date | null) => void;
  readonly resume: ResumeOptions;
}

/** Whether a stack came back is another fact than whether the work on it succeeded. */
export interface Downtime {
  /** From the first stop until every container ran again, or until we gave up; null when nothing was stopped. */
  readonly downtimeMs: number | null;
  /** Null when nothing was stopped. */
  readonly runningAgain: boolean | null;
  /** Why it does not run again. */
  readonly problem: unknown;
}

export interface Suspended<T> {
  readonly work: PromiseSettledResult<T>;
  readonly downtime: Downtime;
}

const NEVER_DOWN: Downtime = { downtimeMs: null, runningAgain: null, problem: null };

/** Stops a stack for the time of a piece of work and puts back exactly what was running, whatever happens. */
@Injectable()
export class SuspendStack {
  constructor(
    private readonly runtime: StackRuntime,
    private readonly journal: SuspensionJournal,
    private readonly resumeStack: ResumeStack,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts the stack back if an earlier job still owes its restart, so that its state is its own again. One that runs,
   * but not well, is backed up as it is. Nobody else may be working on the stack. @throws StackLeftDown
   */
  async payEarlierDebt(stack: Stack, log: ActivityLog, resume: ResumeOptions): Promise<void> {
    const earlier = await this.journal.findOpenFor(stack.path);
    if (!earlier) return;
    if (earlier.startedAt !== null) {
      if (earlier.lastError !== null)
        log.write('WARNING', `Since job ${earlier.jobId}: ${earlier.lastError}`);
      return;
    }
    log.write('WARNING', `Job ${earlier.jobId} left the stack stopped; putting it back first`);
    const options = { ...resume, stopsUnconfirmed: earlier.watchUntil !== null };
    await this.resumeStack.execute(earlier, log, options).catch((error: unknown) => {
      if (!(error instanceof StackNotHealthy)) throw error;
      log.write('WARNING', error.message);
    });
  }

  /** Rejects only when nothing was stopped: it was cancelled before, or the journal could not be written. */
  async during<T>(request: SuspendRequest, work: () => Promise<T>): Promise<Suspended<T>> {
    if (request.containers.length === 0) return { work: await settle(work), downtime: NEVER_DOWN };
    request.signal.throwIfAborted();
    const suspension = this.suspensionOf(request, await this.journal.findOpenFor(request.stack.path));
    await this.journal.open(suspension); // durable before the first stop
    request.onDown(suspension.openedAt);
    const outcome = await settle(async () => {
      await this.stopAll(request);
      const value = await work();
      await this.assertStillStopped(request);
      return value;
    });
    const stopsUnconfirmed = outcome.status === 'rejected' && isUnconfirmed(outcome.reason);
    return { work: outcome, downtime: await this.putBack(suspension, request, stopsUnconfirmed) };
  }

  private suspensionOf(
    { jobId, stack, containers }: SuspendRequest,
    earlier: OpenSuspension | null,
  ): Suspension {
    const openedAt = this.clock.now();
    return {
      jobId,
      stackPath: stack.path,
      stackName: stack.name,
      project: stack.project,
      containers: [
        ...containers.map((container) => owed(container, earlier)),
        ...owedSince(earlier, containers, openedAt),
      ],
      openedAt,
    };
  }

  private async putBack(
    suspension: Suspension,
    { log, resume, onDown }: SuspendRequest,
    stopsUnconfirmed: boolean,
  ): Promise<Downtime> {
    const since = suspension.openedAt.getTime();
    let runningAt: Date | null = null;
    const onRunning = (at: Date): void => {
      runningAt = at;
      onDown(null);
    };
    const options = { ...resume, onRunning, stopsUnconfirmed };
    const outcome = await settle(() => this.resumeStack.execute(suspension, log, options));
    const until = (runningAt ?? this.clock.now()).getTime();
    const back = outcome.status === 'fulfilled';
    return { downtimeMs: until - since, runningAgain: back, problem: back ? null : outcome.reason };
  }

  /** In reverse dependency order; the first failure leaves the rest running. */
  private async stopAll({ containers, log, signal }: SuspendRequest): Promise<void> {
    const graph = new DependencyGraph(containers);
    let failed = false;
    const stop = async (container: ComposeContainer): Promise<void> => {
      if (failed) return;
      signal.throwIfAborted();
      log.write('INFO', `Stopping ${container.name}`);
      await this.runtime.stop(container.id).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    };
    const results = await inDependencyOrder(containers, (container) => graph.dependentsOf(container), stop);
    throwAll([...new Set(reasons(results))], 'some containers could not be stopped');
  }

  /** A restart policy, a person or another tool may have started them while we read their files. */
  private async assertStillStopped({ stack }: SuspendRequest): Promise<void> {
    const all = await this.runtime.containersOfProject(stack.project);
    const awake = all.filter((container) => isStoppable(container, stack));
    if (awake.length > 0) {
      throw new StackChangedWhileStopped(
        stack.name,
        awake.map(({ name }) => name),
      );
    }
  }
}

/** The engine gave no answer to what may have been a stop: it may still carry it out. */
function isUnconfirmed(reason: unknown): boolean {
  if (reason instanceof AggregateError) return reason.errors.some(isUnconfirmed);
  return reason instanceof EngineTimeout || reason instanceof EngineUnreachable;
}
