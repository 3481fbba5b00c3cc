import { Injectable } from '@nestjs/common';
import { type ComposeContainer, ContainerNotFound } from '../../../modules/stacks/index.js';
import { cliError, cliRefusal, cliSilence, onlyMissesContainers } from './cli-errors.js';
import { type CliAnswer, DockerCli } from './docker-cli.js';
import { DockerTimeouts } from './docker-timeouts.js';
import type { EngineRequest } from './engine-errors.js';
import { fromInspected, type InspectedContainer } from './inspected-container.js';
import { LabelledStackRuntime } from './labelled.stack-runtime.js';
import { graceOf } from './stop-grace.js';

/** A program's arguments have a length limit; a hundred ids are far below it. */
const IDS_AT_A_TIME = 100;
const INSPECTING_IMAGE: EngineRequest = { action: 'inspect an image', containerId: null };
const NO_IMAGE = /no such image/i;
const LISTING: EngineRequest = { action: 'list containers', containerId: null };

/** Asks the engine with the `docker` program, which finds common ground with engines that dockerode does not understand. */
@Injectable()
export class DockerCliStackRuntime extends LabelledStackRuntime {
  constructor(
    private readonly cli: DockerCli,
    private readonly timeouts: DockerTimeouts,
  ) {
    super();
  }

  /** No `--time`: the engine then knows the container's own grace period. */
  async stop(containerId: string): Promise<void> {
    const request = { action: `stop container ${containerId.slice(0, 12)}`, containerId };
    const [container] = await this.inspect([containerId], request);
    if (!container) throw new ContainerNotFound(containerId);
    const patience = graceOf(container.Config.StopTimeout) + this.timeouts.stopMargin;
    await this.run(['stop', containerId], patience, request);
  }

  async start(containerId: string): Promise<void> {
    const request = { action: `start container ${containerId.slice(0, 12)}`, containerId };
    await this.run(['start', containerId], this.timeouts.start, request);
  }

  version(): Promise<string> {
    const request = { action: 'version', containerId: null };
    return this.reading(() =>
      this.run(['version', '--format', '{{.Server.Version}}'], this.timeouts.list, request),
    );
  }

  repoDigests(imageId: string): Promise<readonly string[]> {
    return this.reading(async () => {
      const args = ['image', 'inspect', '--format', '{{json .RepoDigests}}', imageId];
      const answer = await this.ask(args, this.timeouts.inspect, INSPECTING_IMAGE);
      if (NO_IMAGE.test(answer.stderr)) return [];
      if (answer.code !== 0) throw cliRefusal(answer, INSPECTING_IMAGE);
      return JSON.parse(answer.stdout) as readonly string[];
    });
  }

  protected list(label: string): Promise<readonly ComposeContainer[]> {
    return this.reading(async () => {
      const args = ['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`];
      const ids = (await this.run(args, this.timeouts.list, LISTING)).split('\n').filter((id) => id !== '');
      const found: ComposeContainer[] = [];
      for (let first = 0; first < ids.length; first += IDS_AT_A_TIME) {
        const some = await this.inspect(ids.slice(first, first + IDS_AT_A_TIME), LISTING);
        found.push(...some.map(fromInspected));
      }
      return found;
    });
  }

  /** Those that exist. */
  private async inspect(
    ids: readonly string[],
    request: EngineRequest,
  ): Promise<readonly InspectedContainer[]> {
    const args = ['inspect', '--type', 'container', ...ids];
    const answer = await this.ask(args, this.timeouts.inspect, request);
    if (answer.code !== 0 && !onlyMissesContainers(answer)) throw cliRefusal(answer, request);
    return JSON.parse(answer.stdout) as readonly InspectedContainer[];
  }

  private async run(args: readonly string[], patience: number, request: EngineRequest): Promise<string> {
    const answer = await this.ask(args, patience, request);
    if (answer.code !== 0) throw cliRefusal(answer, request);
    return answer.stdout.trim();
  }

  private async ask(args: readonly string[], patience: number, request: EngineRequest): Promise<CliAnswer> {
    try {
      return await this.cli.ask(args, patience);
    } catch (error) {
      throw cliError(error, request);
    }
  }

  private async reading<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw cliSilence(error);
    }
  }
}
