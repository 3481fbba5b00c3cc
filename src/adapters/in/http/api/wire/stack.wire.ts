import type {
  ContainerMount,
  DiscoveredStacks,
  ServiceOverview,
  StackOverview,
} from '../../../../../modules/stacks/index.js';

export const stacksWire = ({ stacks, warnings }: DiscoveredStacks) => ({
  stacks: stacks.map(stackWire),
  warnings,
});

export type StacksWire = ReturnType<typeof stacksWire>;

const stackWire = ({ stack, state, isSelf, skipStop, services, mounts }: StackOverview) => ({
  name: stack.name,
  path: stack.path,
  root: stack.root,
  kind: stack.kind,
  project: stack.project,
  state,
  is_self: isSelf,
  skip_stop: skipStop,
  services: services.map(serviceWire),
  mounts: mounts.map(mountWire),
});

const serviceWire = ({ name, state, health, image, containerId }: ServiceOverview) => ({
  name,
  state,
  health,
  image,
  container_id: containerId,
});

const mountWire = ({ type, name, source, destination, writable }: ContainerMount) => ({
  type,
  name,
  source,
  destination,
  writable,
});
