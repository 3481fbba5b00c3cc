import type { Provider } from '@nestjs/common';
import Docker from 'dockerode';
import { AppConfig } from '../../../config/app-config.js';

/**
 * The engine's API on this socket and nowhere else. Dockerode would let `DOCKER_HOST` of the environment win over the
 * socket path, hence the explicit host and protocol. It has no time-out of its own: every call goes through `withinTime`.
 */
export const dockerClient = (socketPath: string): Docker =>
  new Docker({ socketPath, host: undefined, protocol: 'http' });

/** The one client of the engine's API; inject it as `Docker`. */
export const dockerClientProvider: Provider = {
  provide: Docker,
  inject: [AppConfig],
  useFactory: (config: AppConfig): Docker => dockerClient(config.dockerSocket),
};
