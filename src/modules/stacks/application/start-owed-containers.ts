import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { isActive } from '../domain/container.js';
import { DependencyGraph, type Prerequisite } from '../domain/dependency-graph.js';
import { ContainerNotFound } from '../domain/stack.errors.js';
import { locate, type OwedContainer, type Suspension } from '../domain/suspension.js';
import { ComposeProject } from '../ports/compose-project.port.js';
import { StackRuntime } from '../ports/stack-runtime.port.js';
import { HealthWatch } from './health-watch.js';
import { inDependencyOrder } from './in-dependency-order.js';

interface Waiting {
  readonly healthTimeout: number;
  readonly hurry: AbortSignal;
}

/** One attempt at starting what a suspension owes, in dependency order. */
@Injectable()
export class StartOwedContainers {
  private readonly health: HealthWatch;

  constructor(
    private readonly runtime: StackRuntime,
    private readonly compose: ComposeProject,
    clock: Clock,
  ) {
    this.health = new HealthWatch(runtime, clock);
  }

  /** What does not run afterwards. Never rejects. */
  async attempt(suspension: Suspension, log: ActivityLog, waiting: Waiting): Promise<readonly string[]> {
    if (!waiting.hurry.aborted) await this.replaceMissing(suspension, log);
    const graph = new DependencyGraph(suspension.containers);
    const problems = new Map<OwedContainer, string>();
    const start = async (container: OwedContainer): Promise<void> => {
      // What was not started will not become healthy.
      const started = graph.prerequisitesOf(container).filter((needed) => !problems.has(needed.container));
      await this.awaitConditions(started, suspension, log, waiting);
      const problem = await this.startOne(container, suspension, log);
      if (problem) problems.set(container, problem);
    };
    const before = (container: OwedContainer): readonly OwedContainer[] =>
      graph.prerequisitesOf(container).map((needed) => needed.container);
    await inDependencyOrder(suspension.containers, before, start);
    return [...problems.values()];
  }

  /** Whether any of them runs now. Yes when the engine does not tell. */
  async findRunning({ containers, project }: Suspension): Promise<boolean> {
    try {
      const now = await this.runtime.containersOfProject(project);
      return containers.some((owed) => now.some((one) => one.id === owed.id && isActive(one)));
    } catch {
      return true;
    }
  }

  /** A container may exit right after a start that the engine called good. Never rejects. */
  async findStopped({ containers, project }: Suspension): Promise<readonly string[]> {
    try {
      const now = await this.runtime.containersOfProject(project);
      return containers.flatMap((owed) => {
        const container = locate(owed, now);
        if (!container || isActive(container) || container.exitCode === 0) return [];
        return [`${owed.name} was started but is ${container.state} (exit code ${container.exitCode})`];
      });
    } catch (error) {
      return [`whether the containers run is not known: ${messageOf(error)}`];
    }
  }

  /** Waits until those that were healthy are so again. Never rejects. */
  async awaitHealth(suspension: Suspension, log: ActivityLog, waiting: Waiting): Promise<readonly string[]> {
    const expected = suspension.containers.filter(({ wasHealthy }) => wasHealthy);
    if (expected.length > 0)
      log.write('INFO', `Waiting for ${expected.map(({ name }) => name).join(', ')} to be healthy`);
    const verdicts = await Promise.all(
      expected.map(async (container) => ({
        container,
        verdict: await this.health.await(container, suspension.project, waiting),
      })),
    );
    return verdicts.flatMap(({ container, verdict }) =>
      verdict === 'healthy' || verdict === 'not-waited'
        ? []
        : [`${container.name} is not healthy as before (${verdict})`],
    );
  }

  /** Somebody removed what we had stopped, e.g. by `docker system prune`. What cannot be made is told when it is started. */
  private async replaceMissing(suspension: Suspension, log: ActivityLog): Promise<void> {
    const { stackName: name, stackPath: path, project, containers } = suspension;
    try {
      const now = await this.runtime.containersOfProject(project);
      const missing = containers.filter((owed) => !locate(owed, now));
      if (missing.length === 0) return;
      const names = missing.map((container) => container.name).join(', ');
      log.write('WARNING', `${names} was removed while the stack was stopped; Compose makes it anew`);
      await this.compose.replace(
        { name, path, project },
        missing.map(({ service }) => service),
        log,
      );
    } catch (error) {
      log.write('WARNING', messageOf(error));
    }
  }

  private async awaitConditions(
    prerequisites: readonly Prerequisite<OwedContainer>[],
    { project }: Suspension,
    log: ActivityLog,
    waiting: Waiting,
  ): Promise<void> {
    const warn = (text: string): void =>
      log.write('WARNING', `${text}; what needs it is started all the same`);
    await Promise.all(
      prerequisites.map(async ({ condition, container }) => {
        // One that was ill before would only cost downtime.
        if (condition === 'service_healthy' && container.wasHealthy) {
          const verdict = await this.health.await(container, project, waiting);
          if (verdict !== 'healthy' && verdict !== 'not-waited')
            warn(`${container.name} did not become healthy (${verdict})`);
        } else if (condition === 'service_completed_successfully') {
          const verdict = await this.health.awaitCompletion(container, project, waiting);
          if (verdict !== 'completed' && verdict !== 'not-waited')
            warn(`${container.name} has not done its work (${verdict})`);
        }
      }),
    );
  }

  private async startOne(
    owed: OwedContainer,
    { project }: Suspension,
    log: ActivityLog,
  ): Promise<string | null> {
    try {
      const container = locate(owed, await this.runtime.containersOfProject(project));
      if (!container) throw new ContainerNotFound(owed.id);
      if (container.state === 'running') return null;
      log.write('INFO', `Starting ${container.name}`);
      await this.runtime.start(container.id);
      return null;
    } catch (error) {
      return `${owed.name} was not started: ${messageOf(error)}`;
    }
  }
}
