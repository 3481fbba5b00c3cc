import {
  type ComposeContainer,
  type ContainerHealth,
  type ContainerMount,
  type ContainerState,
  isActive,
} from './container.js';
import type { Stack } from './stack.js';

/** `partial`: some services run. `unknown`: the engine did not answer. */
export type StackState = 'running' | 'partial' | 'stopped' | 'unknown';

export interface ServiceOverview {
  readonly name: string;
  readonly state: ContainerState | 'not_created' | 'unknown';
  readonly health: ContainerHealth;
  readonly image: string | null;
  readonly containerId: string | null;
}

/** A stack with what runs of it now. */
export interface StackOverview {
  readonly stack: Stack;
  readonly state: StackState;
  /** We run in it, so we never stop it. */
  readonly isSelf: boolean;
  readonly skipStop: boolean;
  readonly services: readonly ServiceOverview[];
  readonly mounts: readonly ContainerMount[];
}

/** `containers`: those of this stack; null when the engine did not answer. */
export function servicesOf(
  stack: Stack,
  containers: readonly ComposeContainer[] | null,
): readonly ServiceOverview[] {
  const made = (containers ?? []).filter(({ oneOff }) => !oneOff);
  const undeclared = made.filter((one) => !stack.services.some(({ name }) => name === one.service));
  const declared = stack.services.flatMap(({ name, image }) => {
    const own = made.filter(({ service }) => service === name);
    return own.length > 0 ? own.map(overviewOf) : [missing(name, image, containers === null)];
  });
  return [...declared, ...undeclared.map(overviewOf)];
}

/** A service whose containers ended with exit code 0 has done its work and does not make the stack partial. */
export function stateOf(stack: Stack, containers: readonly ComposeContainer[] | null): StackState {
  if (containers === null) return 'unknown';
  const made = containers.filter(({ oneOff }) => !oneOff);
  if (!made.some(isActive)) return 'stopped';
  const inOrder = (service: string): boolean => {
    const own = made.filter((one) => one.service === service);
    return own.length > 0 && own.every((one) => isActive(one) || one.exitCode === 0);
  };
  const services = new Set([
    ...stack.services.map(({ name }) => name),
    ...made.map(({ service }) => service),
  ]);
  return [...services].every(inOrder) ? 'running' : 'partial';
}

const overviewOf = ({ service, state, health, image, id }: ComposeContainer): ServiceOverview => ({
  name: service,
  state,
  health,
  image,
  containerId: id,
});

const missing = (name: string, image: string | null, unknown: boolean): ServiceOverview => ({
  name,
  state: unknown ? 'unknown' : 'not_created',
  health: 'none',
  image,
  containerId: null,
});

/** `skipStop`: names or paths. */
export const neverStopped = (stack: Stack, skipStop: readonly string[]): boolean =>
  skipStop.includes(stack.name) || skipStop.includes(stack.path);
