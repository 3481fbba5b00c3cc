import type { ContainerInfo } from 'dockerode';
import type {
  ComposeContainer,
  ContainerHealth,
  ContainerMount,
  ContainerState,
} from '../../../modules/stacks/index.js';
import { fromLabels } from './compose-labels.js';

/** A container as the engine's list shows it. */
export const fromListed = (info: ContainerInfo): ComposeContainer => ({
  id: info.Id,
  name: ownName(info.Names),
  image: info.Image,
  imageId: info.ImageID,
  state: info.State as ContainerState,
  health: health(info.Status),
  exitCode: exitCode(info.Status),
  mounts: info.Mounts.map(fromMount),
  ...fromLabels(info.Labels),
});

export type EngineMount = Pick<
  ContainerInfo['Mounts'][number],
  'Type' | 'Name' | 'Source' | 'Destination' | 'RW'
>;

export const fromMount = (mount: EngineMount): ContainerMount => ({
  type: mount.Type as ContainerMount['type'],
  name: mount.Name ?? null,
  source: mount.Source,
  destination: mount.Destination,
  writable: mount.RW,
});

/** Links of other containers give it further names, such as `/web/db`. */
const ownName = (names: readonly string[]): string =>
  (names.find((name) => name.lastIndexOf('/') === 0) ?? '').slice(1);

/** The list has the health in its words only: `Up 2 hours (healthy)`. */
function health(status: string): ContainerHealth {
  const word = /\((?:health: )?(starting|healthy|unhealthy)\)$/.exec(status)?.[1];
  return (word as ContainerHealth | undefined) ?? 'none';
}

/** `Exited (137) 3 seconds ago`, `Restarting (1) 2 seconds ago`. */
function exitCode(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(status)?.[1];
  return code === undefined ? null : Number(code);
}
