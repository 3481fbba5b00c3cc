import type { Clock } from '../../../kernel/clock.port.js';
import { type ComposeContainer, isActive } from '../domain/container.js';
import { locate, type OwedContainer } from '../domain/suspension.js';
import type { StackRuntime } from '../ports/stack-runtime.port.js';

/** `not-waited`: it has no healthcheck, or there was no time to wait. */
export type HealthVerdict =
  'healthy' | 'not-waited' | 'unhealthy' | 'still starting' | 'stopped' | 'not known';

/** `not-waited`: there was no time to wait. */
export type CompletionVerdict =
  'completed' | 'not-waited' | 'still at work' | `ended with exit code ${number | null}`;

interface Patience {
  /** Seconds. */
  readonly healthTimeout: number;
  readonly hurry: AbortSignal;
}

const POLL_MS = 250;

/** Follows a container's healthcheck. An unhealthy container may still recover, so only time ends the wait. */
export class HealthWatch {
  constructor(
    private readonly runtime: StackRuntime,
    private readonly clock: Clock,
  ) {}

  /** Never rejects. */
  async await(owed: OwedContainer, project: string, patience: Patience): Promise<HealthVerdict> {
    const deadline = this.clock.now().getTime() + patience.healthTimeout * 1000;
    for (;;) {
      if (patience.hurry.aborted) return 'not-waited';
      const verdict = await this.look(owed, project);
      const waiting = verdict === 'unhealthy' || verdict === 'still starting' || verdict === 'not known';
      if (!waiting || this.clock.now().getTime() >= deadline) return verdict;
      await this.clock.pause(POLL_MS, patience.hurry);
    }
  }

  /** Waits until a container that has a job to do has done it. Never rejects. */
  async awaitCompletion(
    owed: OwedContainer,
    project: string,
    patience: Patience,
  ): Promise<CompletionVerdict> {
    const deadline = this.clock.now().getTime() + patience.healthTimeout * 1000;
    for (;;) {
      if (patience.hurry.aborted) return 'not-waited';
      const container = await this.find(owed, project);
      if (container && !isActive(container))
        return container.exitCode === 0 ? 'completed' : `ended with exit code ${container.exitCode}`;
      if (this.clock.now().getTime() >= deadline) return 'still at work';
      await this.clock.pause(POLL_MS, patience.hurry);
    }
  }

  private find(owed: OwedContainer, project: string): Promise<ComposeContainer | undefined> {
    return this.runtime.containersOfProject(project).then(
      (containers) => locate(owed, containers),
      () => undefined,
    );
  }

  private async look(owed: OwedContainer, project: string): Promise<HealthVerdict> {
    try {
      return verdictOn(locate(owed, await this.runtime.containersOfProject(project)));
    } catch {
      return 'not known';
    }
  }
}

function verdictOn(container: ComposeContainer | undefined): HealthVerdict {
  if (!container || (container.state !== 'running' && container.state !== 'restarting')) return 'stopped';
  if (container.health === 'none') return 'not-waited';
  return container.health === 'starting' ? 'still starting' : container.health;
}
