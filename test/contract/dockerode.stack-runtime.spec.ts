import { dockerClient } from '../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { describeWithDocker } from '../support/docker/describe-with-docker.js';
import { dockerHarness } from '../support/docker/docker-stack-runtime.harness.js';
import { stackRuntimeContract } from './stack-runtime.contract.js';

describeWithDocker('DockerodeStackRuntime', (engine) => {
  stackRuntimeContract(async () =>
    dockerHarness(engine, (socket) => new DockerodeStackRuntime(dockerClient(socket), DOCKER_TIMEOUTS)),
  );
});
