import { Global, Module } from '@nestjs/common';
import { ComposeProject, StackRuntime } from '../../../modules/stacks/index.js';
import { DockerCli } from './docker-cli.js';
import { DockerCliStackRuntime } from './docker-cli.stack-runtime.js';
import { dockerClientProvider } from './docker-client.js';
import { DockerComposeProject } from './docker.compose-project.js';
import { DOCKER_TIMEOUTS, DockerTimeouts } from './docker-timeouts.js';
import { DockerodeStackRuntime } from './dockerode.stack-runtime.js';
import { FallbackStackRuntime } from './fallback.stack-runtime.js';

@Global()
@Module({
  providers: [
    dockerClientProvider,
    { provide: DockerTimeouts, useValue: DOCKER_TIMEOUTS },
    DockerCli,
    DockerodeStackRuntime,
    DockerCliStackRuntime,
    { provide: StackRuntime, useClass: FallbackStackRuntime },
    { provide: ComposeProject, useClass: DockerComposeProject },
  ],
  exports: [StackRuntime, ComposeProject],
})
export class DockerModule {}
