import { once } from 'node:events';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { OwnMounts } from '../../../src/adapters/out/linux/mountinfo.js';
import { SelfInspection } from '../../../src/adapters/out/docker/self-inspection.js';

/** What an engine says about one container, as far as we read it. */
export interface SceneContainer {
  readonly Id: string;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Source: string;
    readonly Destination: string;
  }[];
}

/** Makes this process believe that it is in a container: a mountinfo file and an engine that knows what the scene says. */
export class ContainerScene {
  readonly self: SelfInspection;
  private readonly containers = new Map<string, SceneContainer>();
  private status = 200;

  private constructor(
    readonly home: string,
    private readonly engine: Server,
  ) {
    this.self = new SelfInspection(dockerClient(this.socket), DOCKER_TIMEOUTS, new OwnMounts(this.mountInfo));
    engine.on('request', ({ url = '' }, response) => {
      const id = /containers\/([0-9a-f]+)\/json/.exec(url)?.[1];
      const answer = id === undefined ? [] : this.containers.get(id);
      response.statusCode = answer ? this.status : 404;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.status === 200 && answer ? answer : { message: 'no' }));
    });
  }

  static async make(): Promise<ContainerScene> {
    const scene = new ContainerScene(
      await realpath(await mkdtemp(join(tmpdir(), 'stowage-scene-'))),
      createServer(),
    );
    await writeFile(scene.mountInfo, '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n');
    await once(scene.engine.listen(scene.socket), 'listening');
    return scene;
  }

  get socket(): string {
    return join(this.home, 'engine.sock');
  }

  /** The kernel shows the files of this container; `mounts` are its further lines, from a path to a place. */
  async enter(id: string, mounts: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = { [`/var/lib/docker/containers/${id}/hostname`]: '/etc/hostname', ...mounts };
    const lines = Object.entries(all).map(
      ([root, place]) => `9 1 8:1 ${root} ${place} rw,relatime - ext4 /dev/sda1 rw\n`,
    );
    await writeFile(this.mountInfo, lines.join(''));
  }

  know(container: SceneContainer): void {
    this.containers.set(container.Id, container);
  }

  /** The engine answers everything with this status from now on. */
  fail(status: number): void {
    this.status = status;
  }

  async remove(): Promise<void> {
    this.engine.closeAllConnections();
    this.engine.close();
    await rm(this.home, { recursive: true });
  }

  private get mountInfo(): string {
    return join(this.home, 'mountinfo');
  }
}
