import { Global, Module } from '@nestjs/common';
import { dockerClientProvider } from './docker-client.js';
import { DOCKER_TIMEOUTS, DockerTimeouts } from './docker-timeouts.js';

@Global()
@Module({
  providers: [dockerClientProvider, { provide: DockerTimeouts, useValue: DOCKER_TIMEOUTS }],
})
export class DockerModule {}
