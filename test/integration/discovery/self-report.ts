import 'reflect-metadata';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeOwnContainerSource } from '../../../src/adapters/out/docker/dockerode.own-container-source.js';
import { MountsStackRootSource } from '../../../src/adapters/out/docker/mounts.stack-root-source.js';
import { SelfInspection } from '../../../src/adapters/out/docker/self-inspection.js';
import { FilesystemStackDirectory } from '../../../src/adapters/out/filesystem/discovery/filesystem.stack-directory.js';
import { OwnMounts } from '../../../src/adapters/out/linux/mountinfo.js';
import { isOwn, type OwnContainer, type StackRoots } from '../../../src/modules/stacks/index.js';

/** What Stowage finds out about itself in the container that this runs in. */
export interface SelfReport {
  readonly own: OwnContainer | null;
  readonly found: StackRoots;
  readonly stacks: readonly { readonly name: string; readonly isSelf: boolean }[];
}

const config = {
  archivesDir: '/archives',
  logDir: '/var/log/archiver',
  downloadsDir: '/tmp/downloads',
  dataDir: '/data',
  dockerSocket: '/var/run/docker.sock',
  stacksDirs: ['/configured/stacks'],
};
const self = new SelfInspection(dockerClient(config.dockerSocket), DOCKER_TIMEOUTS, new OwnMounts());
const own = await new DockerodeOwnContainerSource(self).find();
const found = await new MountsStackRootSource(self, config).find();
const { stacks } = await new FilesystemStackDirectory(config).find(found.roots);
const report: SelfReport = {
  own,
  found,
  stacks: stacks.map((stack) => ({ name: stack.name, isSelf: own !== null && isOwn(stack, own) })),
};
console.log(JSON.stringify(report));
