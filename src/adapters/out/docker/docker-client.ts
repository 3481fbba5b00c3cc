import { Agent } from 'node:http';
import type { Provider } from '@nestjs/common';
import Docker, { type DockerOptions } from 'dockerode';
import { AppConfig } from '../../../config/app-config.js';

/**
 * The engine's API on this socket and nowhere else: dockerode would let `DOCKER_HOST` of the environment win over the
 * socket path, hence the explicit host and protocol. No connection is kept: one from before an engine's restart would fail
 * the next start. Dockerode has no time-out of its own: every call goes through `withinTime`.
 */
export function dockerClient(socketPath: string): Docker {
  const options: DockerOptions & { readonly agent: Agent } = {
    socketPath,
    host: undefined,
    protocol: 'http',
    agent: new Agent({ keepAlive: false }),
  };
  return new Docker(options);
}

/** The one client of the engine's API; inject it as `Docker`. */
export const dockerClientProvider: Provider = {
  provide: Docker,
  inject: [AppConfig],
  useFactory: (config: AppConfig): Docker => dockerClient(config.dockerSocket),
};
