import { Injectable } from '@nestjs/common';
import Docker, { type ContainerInspectInfo } from 'dockerode';
import { ContainerNotFound } from '../../../modules/stacks/index.js';
import { DockerTimeouts } from './docker-timeouts.js';
import { engineError } from './engine-errors.js';
import { containerIdIn, type MountInfo, OwnMounts } from './mountinfo.js';
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
      const container = await withinTime(this.timeouts.inspect, (abortSignal) =>
        this.docker.getContainer(id).inspect({ abortSignal }),
      );
      return { kind: 'inspected', container };
    } catch (error) {
      const reason = engineError(error, { action: 'inspect our own container', containerId: id });
      return reason instanceof ContainerNotFound ? { kind: 'outside' } : { kind: 'unconfirmed', mounts };
    }
  }
}
