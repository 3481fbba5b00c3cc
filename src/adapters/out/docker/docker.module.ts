import { Global, Module } from '@nestjs/common';
import {
  ComposeProject,
  OwnContainerSource,
  StackRootSource,
  StackRuntime,
} from '../../../modules/stacks/index.js';
import { OwnMounts } from '../linux/mountinfo.js';
import { DockerCli } from './docker-cli.js';
import { DockerCliStackRuntime } from './docker-cli.stack-runtime.js';
import { dockerClientProvider } from './docker-client.js';
import { DockerComposeProject } from './docker.compose-project.js';
import { DOCKER_TIMEOUTS, DockerTimeouts } from './docker-timeouts.js';
import { DockerodeOwnContainerSource } from './dockerode.own-container-source.js';
import { DockerodeStackRuntime } from './dockerode.stack-runtime.js';
import { FallbackStackRuntime } from './fallback.stack-runtime.js';
import { MountsStackRootSource } from './mounts.stack-root-source.js';
import { SelfInspection } from './self-inspection.js';

@Global()
@Module({
  providers: [
    dockerClientProvider,
    { provide: DockerTimeouts, useValue: DOCKER_TIMEOUTS },
    { provide: OwnMounts, useFactory: () => new OwnMounts() },
    SelfInspection,
    DockerCli,
    DockerodeStackRuntime,
    DockerCliStackRuntime,
    { provide: StackRuntime, useClass: FallbackStackRuntime },
    { provide: ComposeProject, useClass: DockerComposeProject },
    { provide: OwnContainerSource, useClass: DockerodeOwnContainerSource },
    { provide: StackRootSource, useClass: MountsStackRootSource },
  ],
  exports: [StackRuntime, ComposeProject, OwnContainerSource, StackRootSource],
})
export class DockerModule {}
