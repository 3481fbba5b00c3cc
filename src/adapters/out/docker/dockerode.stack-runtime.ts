import { Injectable } from '@nestjs/common';
import Docker, { type ContainerInfo } from 'dockerode';
import type { ComposeContainer } from '../../../modules/stacks/index.js';
import { DockerTimeouts } from './docker-timeouts.js';
import { EngineApiUnusable, engineError, type EngineRequest, engineSilence } from './engine-errors.js';
import { LabelledStackRuntime } from './labelled.stack-runtime.js';
import { fromListed } from './listed-container.js';
import { graceOf } from './stop-grace.js';
import { withinTime } from './within-time.js';

type Call<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** What dockerode takes and the engine answers, but the type declarations do not know. */
interface VersionSource {
  version(options: { readonly abortSignal: AbortSignal }): Promise<{ readonly Version?: unknown }>;
}
interface StopSettings {
  readonly Config?: { readonly StopTimeout?: number | null };
}

/** Asks the engine over its API. */
@Injectable()
export class DockerodeStackRuntime extends LabelledStackRuntime {
  constructor(
    private readonly docker: Docker,
    private readonly timeouts: DockerTimeouts,
  ) {
    super();
  }

  /** No time is given with the request: the engine then knows the container's own grace period. */
  async stop(containerId: string): Promise<void> {
    const container = this.docker.getContainer(containerId);
    const request = { action: `stop container ${containerId.slice(0, 12)}`, containerId };
    const found = await this.demand(request, this.timeouts.inspect, (options) => container.inspect(options));
    const patience = graceOf((found as StopSettings).Config?.StopTimeout) + this.timeouts.stopMargin;
    await this.demand(
      request,
      patience,
      unlessDone((options) => container.stop(options)),
    );
  }

  async start(containerId: string): Promise<void> {
    const container = this.docker.getContainer(containerId);
    const request = { action: `start container ${containerId.slice(0, 12)}`, containerId };
    await this.demand(
      request,
      this.timeouts.start,
      unlessDone((options) => container.start(options)),
    );
  }

  async version(): Promise<string> {
    const answer = await this.ask('version', (options) =>
      (this.docker as unknown as VersionSource).version(options),
    );
    if (typeof answer.Version !== 'string')
      throw new EngineApiUnusable('its version is not what was expected');
    return answer.Version;
  }

  async repoDigests(imageId: string): Promise<readonly string[]> {
    const image = this.docker.getImage(imageId);
    try {
      const found = await withinTime(this.timeouts.inspect, () => image.inspect());
      return found.RepoDigests ?? [];
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return [];
      throw engineSilence(error, 'inspect an image');
    }
  }

  protected async list(label: string): Promise<readonly ComposeContainer[]> {
    const found = await this.ask('list containers', (options) =>
      this.docker.listContainers({ all: true, filters: { label: [label] }, ...options }),
    );
    if (!isList(found)) throw new EngineApiUnusable('its list of containers is not what was expected');
    return found.map(fromListed);
  }

  private async ask<T>(action: string, call: Call<T>): Promise<T> {
    try {
      return await withinTime(this.timeouts.list, (abortSignal) => call({ abortSignal }));
    } catch (error) {
      throw engineSilence(error, action);
    }
  }

  private async demand<T>(request: EngineRequest, patience: number, call: Call<T>): Promise<T> {
    try {
      return await withinTime(patience, (abortSignal) => call({ abortSignal }));
    } catch (error) {
      throw engineError(error, request);
    }
  }
}

/** Something else than an engine may answer, and then it is not JSON. */
const isList = (answer: unknown): answer is readonly ContainerInfo[] => Array.isArray(answer);

/** 304: the container is already in the state that was asked for. */
const unlessDone =
  (call: Call<unknown>): Call<void> =>
  async (options) => {
    try {
      await call(options);
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 304) throw error;
    }
  };
