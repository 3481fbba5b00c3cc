import type { ComposeContainer } from '../domain/container.js';

/** What we need from whatever runs the stacks. Every call has a time-out. */
export abstract class StackRuntime {
  /**
   * Every container that Docker Compose made, in one call to the engine.
   * @throws EngineUnreachable
   */
  abstract containers(): Promise<readonly ComposeContainer[]>;
  /** As `containers`, of one compose project. @throws EngineUnreachable */
  abstract containersOfProject(project: string): Promise<readonly ComposeContainer[]>;
  /**
   * Stops one container with its own stop grace period; returns once it is down. Stopping a stopped one is a no-op.
   * @throws ContainerNotFound, EngineUnreachable, EngineRefused, EngineTimeout
   */
  abstract stop(containerId: string): Promise<void>;
  /**
   * Starts one container. Starting a running one is a no-op.
   * @throws ContainerNotFound, EngineUnreachable, EngineRefused, EngineTimeout
   */
  abstract start(containerId: string): Promise<void>;
  /**
   * The names with digests by which registries know an image, e.g. `nginx@sha256:…`; none for one that was built here, or
   * that is gone. `imageId`: `sha256:…`. @throws EngineUnreachable
   */
  abstract repoDigests(imageId: string): Promise<readonly string[]>;
  /** The engine's version, to prove that it answers. @throws EngineUnreachable */
  abstract version(): Promise<string>;
}
