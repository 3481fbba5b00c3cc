import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { type Settings, SettingsSource } from '../../settings/index.js';
import type { ComposeContainer } from '../domain/container.js';
import type { StackWarning } from '../domain/discovery.js';
import type { Stack } from '../domain/stack.js';
import { belongsTo, foreignProjects, isOwn } from '../domain/stack-membership.js';
import { neverStopped, type StackOverview, servicesOf, stateOf } from '../domain/stack-overview.js';
import { type OwnContainer, OwnContainerSource } from '../ports/own-container.port.js';
import { StackRuntime } from '../ports/stack-runtime.port.js';
import { FindStacks } from './find-stacks.js';

export interface DiscoveredStacks {
  readonly stacks: readonly StackOverview[];
  readonly warnings: readonly StackWarning[];
}

interface Engine {
  /** Null: it did not answer. */
  readonly containers: readonly ComposeContainer[] | null;
  readonly warnings: readonly StackWarning[];
}

/** Every stack with what runs of it, in one listing call to the engine. */
@Injectable()
export class DiscoverStacks {
  constructor(
    private readonly findStacks: FindStacks,
    private readonly runtime: StackRuntime,
    private readonly own: OwnContainerSource,
    private readonly settings: SettingsSource,
  ) {}

  /** Never rejects because of the engine: without it states are `unknown`. */
  async execute(): Promise<DiscoveredStacks> {
    const [found, engine, own, settings] = await Promise.all([
      this.findStacks.execute(),
      this.askEngine(),
      this.own.find(),
      this.settings.current(),
    ]);
    const byProject = groupByProject(engine.containers ?? []);
    const stacks = found.stacks.map((stack) => {
      const containers = (byProject.get(stack.project) ?? []).filter((one) => belongsTo(one, stack));
      return overview(stack, engine.containers && containers, own, settings);
    });
    const strangers = foreignProjects(engine.containers ?? [], found.stacks);
    return { stacks, warnings: [...found.warnings, ...engine.warnings, ...strangers] };
  }

  private async askEngine(): Promise<Engine> {
    try {
      return { containers: await this.runtime.containers(), warnings: [] };
    } catch (error) {
      return { containers: null, warnings: [{ code: 'engine_unreachable', message: messageOf(error) }] };
    }
  }
}

function overview(
  stack: Stack,
  containers: readonly ComposeContainer[] | null,
  own: OwnContainer | null,
  { skipStop }: Settings,
): StackOverview {
  return {
    stack,
    state: stateOf(stack, containers),
    isSelf: own !== null && isOwn(stack, own),
    skipStop: neverStopped(stack, skipStop),
    services: servicesOf(stack, containers),
    mounts: (containers ?? []).flatMap(({ mounts }) => mounts),
  };
}

function groupByProject(
  containers: readonly ComposeContainer[],
): ReadonlyMap<string, readonly ComposeContainer[]> {
  const groups = new Map<string, ComposeContainer[]>();
  for (const container of containers) {
    const group = groups.get(container.project);
    if (group) group.push(container);
    else groups.set(container.project, [container]);
  }
  return groups;
}
