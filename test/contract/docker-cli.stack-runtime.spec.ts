import { DockerCli } from '../../src/adapters/out/docker/docker-cli.js';
import { DockerCliStackRuntime } from '../../src/adapters/out/docker/docker-cli.stack-runtime.js';
import { DOCKER_TIMEOUTS } from '../../src/adapters/out/docker/docker-timeouts.js';
import { describeWithDocker } from '../support/docker/describe-with-docker.js';
import { dockerConfig, dockerHarness } from '../support/docker/docker-stack-runtime.harness.js';
import { stackRuntimeContract } from './stack-runtime.contract.js';

describeWithDocker('DockerCliStackRuntime', (engine) => {
  stackRuntimeContract(async () =>
    dockerHarness(
      engine,
      (socket) => new DockerCliStackRuntime(new DockerCli(dockerConfig(socket)), DOCKER_TIMEOUTS),
    ),
  );
});
