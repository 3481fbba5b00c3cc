import type { ComposeContainer, ContainerHealth, ContainerState } from '../../../modules/stacks/index.js';
import { fromLabels, type Labels } from './compose-labels.js';
import { type EngineMount, fromMount } from './listed-container.js';

/** What `docker inspect` prints of a container, as far as we read it. */
export interface InspectedContainer {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly Config: { readonly Image: string; readonly Labels: Labels; readonly StopTimeout?: number | null };
  readonly State: {
    readonly Status: ContainerState;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: ContainerHealth };
  };
  readonly Mounts: readonly EngineMount[];
}

/** Says of a container what the engine's list says of it. */
export const fromInspected = ({
  Id,
  Name,
  Image,
  Config,
  State,
  Mounts,
}: InspectedContainer): ComposeContainer => ({
  id: Id,
  name: Name.slice(1),
  image: Config.Image,
  imageId: Image,
  state: State.Status,
  // The health of a container that does not run is the one it had when it ended.
  health: State.Status === 'running' ? (State.Health?.Status ?? 'none') : 'none',
  exitCode: State.Status === 'exited' || State.Status === 'restarting' ? State.ExitCode : null,
  mounts: Mounts.map(fromMount),
  ...fromLabels(Config.Labels),
});
