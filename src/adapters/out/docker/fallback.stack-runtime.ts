import { Inject, Injectable } from '@nestjs/common';
import { type ComposeContainer, EngineUnreachable, StackRuntime } from '../../../modules/stacks/index.js';
import { DockerCliStackRuntime } from './docker-cli.stack-runtime.js';
import { DockerodeStackRuntime } from './dockerode.stack-runtime.js';
import { EngineApiUnusable } from './engine-errors.js';

/**
 * Asks over the engine's API, and with the `docker` program when an engine answers that we do not understand: another
 * API version, something that is not HTTP or not its JSON, a refusal to list. When the engine is gone, hangs, or refuses
 * to stop or start something, the program would fare no better and is not asked.
 */
@Injectable()
export class FallbackStackRuntime extends StackRuntime {
  constructor(
    @Inject(DockerodeStackRuntime) private readonly api: StackRuntime,
    @Inject(DockerCliStackRuntime) private readonly cli: StackRuntime,
  ) {
    super();
  }

  containers(): Promise<readonly ComposeContainer[]> {
    return this.ask((runtime) => runtime.containers());
  }

  containersOfProject(project: string): Promise<readonly ComposeContainer[]> {
    return this.ask((runtime) => runtime.containersOfProject(project));
  }

  stop(containerId: string): Promise<void> {
    return this.ask((runtime) => runtime.stop(containerId));
  }

  start(containerId: string): Promise<void> {
    return this.ask((runtime) => runtime.start(containerId));
  }

  repoDigests(imageId: string): Promise<readonly string[]> {
    return this.ask((runtime) => runtime.repoDigests(imageId));
  }

  version(): Promise<string> {
    return this.ask((runtime) => runtime.version());
  }

  private async ask<T>(request: (runtime: StackRuntime) => Promise<T>): Promise<T> {
    try {
      return await request(this.api);
    } catch (error) {
      if (!(error instanceof EngineApiUnusable)) throw error;
      return await this.askProgram(request, error);
    }
  }

  private async askProgram<T>(
    request: (runtime: StackRuntime) => Promise<T>,
    first: EngineUnreachable,
  ): Promise<T> {
    try {
      return await request(this.cli);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      throw new EngineUnreachable(`${first.reason}; the docker program: ${error.reason}`);
    }
  }
}
