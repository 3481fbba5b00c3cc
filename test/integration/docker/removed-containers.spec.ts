import { DockerCli } from '../../../src/adapters/out/docker/docker-cli.js';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DockerComposeProject } from '../../../src/adapters/out/docker/docker.compose-project.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { dockerConfig } from '../../support/docker/docker-stack-runtime.harness.js';
import { FakeRegistry } from '../../support/docker/fake-registry.js';
import { IDLE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';
import { RecordedLog } from '../../support/recorded-log.js';

describeWithDocker('DockerComposeProject and a clean-up while a stack is stopped', (engine) => {
  let registry: FakeRegistry;
  let stack: TestStack;
  afterEach(async () => {
    await stack.remove();
    await registry.close();
  });

  const compose = new DockerComposeProject(
    new DockerCli(dockerConfig(engine)),
    new DockerodeStackRuntime(dockerClient(engine), DOCKER_TIMEOUTS),
    DOCKER_TIMEOUTS,
  );

  it('makes anew what a clean-up took with it: replicas, network and image', async () => {
    registry = await FakeRegistry.listen();
    const image = registry.publish('app', 'first');
    stack = await TestStack.write(engine, {
      services: { app: { image, command: IDLE, networks: ['own'] } },
      networks: { own: {} },
    });
    await stack.compose('up', '-d', '--scale', 'app=3');
    const [kept, ...removed] = (await stack.containers()).map(({ id }) => id);
    await stack.compose('stop');
    await docker(engine, 'rm', ...removed);
    const log = new RecordedLog();
    await compose.replace(stack.described(), ['app', 'app'], log);
    const [first, ...others] = await stack.containers();
    expect(first).toMatchObject({ id: kept, state: 'exited' });
    expect(others.map(({ state }) => state)).toEqual(['created', 'created']);
    await stack.compose('down');
    await docker(engine, 'rmi', '--force', image);
    await compose.replace(stack.described(), ['app'], log);
    expect((await stack.containers()).map(({ state }) => state)).toEqual(['created']);
  });
});
