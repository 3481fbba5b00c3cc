import { realpath } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import Docker, { type ContainerInspectInfo } from 'dockerode';
import { ContainerNotFound } from '../../../modules/stacks/index.js';
import { type MountInfo, OwnMounts } from '../linux/mountinfo.js';
import { containerIdIn } from './container-id.js';
import { DockerTimeouts } from './docker-timeouts.js';
import { engineError } from './engine-errors.js';
import { withinTime } from './within-time.js';

export type Self =
  /** Not in a container, or in none of this engine: then its paths are ours. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'inspected'; readonly container: ContainerInspectInfo }
  /** In a container, but the engine does not tell about it: what the kernel says must do. */
  | { readonly kind: 'unconfirmed'; readonly mounts: readonly MountInfo[] };

/** Finds out which container we are in. Neither its mounts nor its labels change while we run, so one answer is enough. */
@Injectable()
export class SelfInspection {
  private known: Self | null = null;

  constructor(
    private readonly docker: Docker,
    private readonly timeouts: DockerTimeouts,
    private readonly ownMounts: OwnMounts,
  ) {}

  /** Never rejects. */
  async inspect(): Promise<Self> {
    if (this.known) return this.known;
    const mounts = await this.ownMounts.read();
    const id = containerIdIn(mounts);
    if (id === null) return { kind: 'outside' };
    const self = await this.ask(id, mounts);
    if (self.kind === 'inspected') this.known = self;
    return self;
  }

  private async ask(id: string, mounts: readonly MountInfo[]): Promise<Self> {
    try {
      const named = await this.details(id);
      const sharing = await this.sharingNetworkOf(id);
      return { kind: 'inspected', container: await bestMatch(named, sharing, mounts) };
    } catch (error) {
      const reason = engineError(error, { action: 'inspect our own container', containerId: id });
      return reason instanceof ContainerNotFound ? { kind: 'outside' } : { kind: 'unconfirmed', mounts };
    }
  }

  /** Containers that share a network share its files, so the id may be that of the one that the network belongs to. */
  private async sharingNetworkOf(id: string): Promise<readonly ContainerInspectInfo[]> {
    const running = await withinTime(this.timeouts.list, (abortSignal) =>
      this.docker.listContainers({ abortSignal }),
    );
    const sharing = running.filter(({ HostConfig: { NetworkMode: mode } }) => mode === `container:${id}`);
    return Promise.all(sharing.map((container) => this.details(container.Id)));
  }

  private details(id: string): Promise<ContainerInspectInfo> {
    return withinTime(this.timeouts.inspect, (abortSignal) =>
      this.docker.getContainer(id).inspect({ abortSignal }),
    );
  }
}

/** The one whose mounts are most like those that we see. */
async function bestMatch(
  first: ContainerInspectInfo,
  others: readonly ContainerInspectInfo[],
  mounts: readonly MountInfo[],
): Promise<ContainerInspectInfo> {
  const seen = new Set(mounts.map(({ mountPoint }) => mountPoint));
  let best = { container: first, likeness: await likeness(first, seen) };
  for (const container of others) {
    const rival = { container, likeness: await likeness(container, seen) };
    if (rival.likeness > best.likeness) best = rival;
  }
  return best.container;
}

/** The kernel tells where a mount is, which a link in the image may have led to: /run for /var/run. */
async function likeness({ Mounts: told }: ContainerInspectInfo, seen: ReadonlySet<string>): Promise<number> {
  const places = told.map(({ Destination: path }) => realpath(path).catch(() => path));
  const present = (await Promise.all(places)).filter((path) => seen.has(path)).length;
  return present - (told.length - present);
}
