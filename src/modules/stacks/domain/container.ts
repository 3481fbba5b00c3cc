export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** `none`: the container has no healthcheck. */
export type ContainerHealth = 'none' | 'starting' | 'healthy' | 'unhealthy';

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface Dependency {
  readonly service: string;
  readonly condition: DependencyCondition;
}

export interface ContainerMount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  /** Name of the volume; null for binds. */
  readonly name: string | null;
  /** Path on the host. */
  readonly source: string;
  /** Path in the container. */
  readonly destination: string;
  readonly writable: boolean;
}

/** A container that Docker Compose made, with what its labels say. */
export interface ComposeContainer {
  /** The engine's full id, 64 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly service: string;
  /** 1 for the first replica of a service. */
  readonly number: number;
  /** Absolute paths of the compose files it was made from. */
  readonly configFiles: readonly string[];
  readonly image: string;
  /** `sha256:…` of the image it runs. */
  readonly imageId: string;
  readonly state: ContainerState;
  readonly health: ContainerHealth;
  /** Of its last run; null while it runs or when it never ran. */
  readonly exitCode: number | null;
  readonly dependsOn: readonly Dependency[];
  readonly mounts: readonly ContainerMount[];
  /** Made by `docker compose run`: not part of the running stack. */
  readonly oneOff: boolean;
}

/** Running now, or about to: such a container may write to its files at any moment. */
export const isActive = (container: Pick<ComposeContainer, 'state'>): boolean =>
  container.state === 'running' || container.state === 'restarting';
