import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { SettingsSource } from '../../settings/index.js';
import {
  belongsTo,
  type ComposeContainer,
  isActive,
  isOwn,
  isStoppable,
  neverStopped,
  type OwnContainer,
  OwnContainerSource,
  type Stack,
  StackRuntime,
} from '../../stacks/index.js';

export interface StopDecision {
  readonly toStop: readonly ComposeContainer[];
  /** Of this stack, in any state; empty when the engine did not answer. */
  readonly containers: readonly ComposeContainer[];
  /** Null: the engine did not answer. */
  readonly wasRunning: boolean | null;
  /** Something may write while the backup is read. */
  readonly live: boolean;
  readonly remarks: readonly string[];
  readonly warnings: readonly string[];
}

const OWN_STACK = 'This is the stack that Stowage runs in: it is not stopped';

/** Which containers a backup of this stack stops. */
@Injectable()
export class DecideStop {
  constructor(
    private readonly runtime: StackRuntime,
    private readonly own: OwnContainerSource,
    private readonly settings: SettingsSource,
  ) {}

  /** @throws EngineUnreachable when the stack is to be stopped: an unknown state is never taken for "stopped" */
  async execute(stack: Stack, stopContainers: boolean): Promise<StopDecision> {
    const own = await this.own.find();
    const exemption = await this.exemptionOf(stack, own);
    try {
      const all = await this.runtime.containersOfProject(stack.project);
      const containers = all.filter((container) => belongsTo(container, stack));
      return decide(stack, containers, stopContainers, exemption ?? ownAmong(containers, own));
    } catch (error) {
      if (stopContainers && exemption === null) throw error;
      const warning = `${messageOf(error)} The backup is written without knowing what runs.`;
      return { toStop: [], containers: [], wasRunning: null, live: true, remarks: [], warnings: [warning] };
    }
  }

  private async exemptionOf(stack: Stack, own: OwnContainer | null): Promise<string | null> {
    if (own !== null && isOwn(stack, own)) return OWN_STACK;
    const { skipStop } = await this.settings.current();
    return neverStopped(stack, skipStop) ? 'The stack is on the skip_stop list: it is not stopped' : null;
  }
}

/** A second look, in case our own labels could not be read. */
const ownAmong = (containers: readonly ComposeContainer[], own: OwnContainer | null): string | null =>
  containers.some(({ id }) => id === own?.id) ? OWN_STACK : null;

function decide(
  stack: Stack,
  containers: readonly ComposeContainer[],
  stopContainers: boolean,
  exemption: string | null,
): StopDecision {
  const stops = stopContainers && exemption === null;
  const active = containers.filter(isActive);
  const toStop = stops ? containers.filter((container) => isStoppable(container, stack)) : [];
  const oneOffs = stops ? active.filter(({ oneOff }) => oneOff) : [];
  const paused = containers.filter(({ state }) => state === 'paused');
  return {
    toStop,
    containers,
    wasRunning: active.length > 0,
    live: active.length > toStop.length || paused.length > 0,
    remarks: stopContainers && exemption !== null ? [exemption] : [],
    warnings: [
      ...oneOffs.map(({ name }) => `${name} was started by "docker compose run" and keeps running`),
      ...paused.map(
        ({ name }) => `${name} is paused and stays so; its files may be in the middle of a change`,
      ),
    ],
  };
}
