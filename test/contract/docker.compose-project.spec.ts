import { DockerCli } from '../../src/adapters/out/docker/docker-cli.js';
import { dockerClient } from '../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../src/adapters/out/docker/docker-timeouts.js';
import { DockerComposeProject } from '../../src/adapters/out/docker/docker.compose-project.js';
import { DockerodeStackRuntime } from '../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { docker } from '../support/docker/docker-cli.js';
import { describeWithDocker } from '../support/docker/describe-with-docker.js';
import { dockerConfig } from '../support/docker/docker-stack-runtime.harness.js';
import { FakeRegistry } from '../support/docker/fake-registry.js';
import { IDLE, TEST_IMAGE } from '../support/docker/test-image.js';
import { TestStack } from '../support/docker/test-stack.js';
import { composeProjectContract } from './compose-project.contract.js';

describeWithDocker('DockerComposeProject', (engine) => {
  composeProjectContract(async () => {
    let published = 0;
    const registry = await FakeRegistry.listen();
    const image = registry.publish('web', 'first');
    const stack = await TestStack.write(engine, {
      services: {
        web: { image, command: IDLE, depends_on: ['db'] },
        // Built here, so never pulled.
        db: { image: TEST_IMAGE, command: IDLE, build: '.' },
        lost: { image: `${registry.host}/lost:latest`, command: IDLE, profiles: ['never'] },
      },
    });
    await stack.up();
    const runtime = new DockerodeStackRuntime(dockerClient(engine), DOCKER_TIMEOUTS);
    return {
      compose: new DockerComposeProject(new DockerCli(dockerConfig(engine)), runtime, DOCKER_TIMEOUTS),
      runtime,
      stack: stack.described(),
      removeContainer: (id) => docker(engine, 'rm', '--force', id),
      publish: () => void registry.publish('web', `newer ${++published}`),
      close: async () => {
        await stack.remove();
        await registry.close();
      },
    };
  });
});
