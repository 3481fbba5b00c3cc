import { DockerCli } from '../../../src/adapters/out/docker/docker-cli.js';
import { DockerCliStackRuntime } from '../../../src/adapters/out/docker/docker-cli.stack-runtime.js';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import type { StackRuntime } from '../../../src/modules/stacks/index.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { dockerConfig } from '../../support/docker/docker-stack-runtime.harness.js';
import { READY_CHECK, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';

/** Takes so many seconds to end with code 0 after it was asked to. */
const takes = (seconds: number, stop_grace_period: string): object => ({
  image: TEST_IMAGE,
  command: [
    'sh',
    '-c',
    `trap 'sleep ${seconds}; exit 0' TERM; touch /tmp/ready; while :; do sleep 60 & wait $$!; done`,
  ],
  healthcheck: READY_CHECK,
  stop_grace_period,
});

describeWithDocker('The own stop grace period of a container', (engine) => {
  it.each<[string, StackRuntime]>([
    ['DockerodeStackRuntime', new DockerodeStackRuntime(dockerClient(engine), DOCKER_TIMEOUTS)],
    [
      'DockerCliStackRuntime',
      new DockerCliStackRuntime(new DockerCli(dockerConfig(engine)), DOCKER_TIMEOUTS),
    ],
  ])('counts for %s: more than the default, and less', async (_name, runtime) => {
    // 12 s is more than the engine's default of 10 s: without the container's own period it would be killed.
    const stack = await TestStack.write(engine, {
      services: { patient: takes(12, '60s'), hurried: takes(12, '1s') },
    });
    await stack.compose('up', '-d', '--wait');
    const [hurried, patient] = await stack.containers();
    await Promise.all([runtime.stop(patient!.id), runtime.stop(hurried!.id)]);
    expect(await stack.container('patient')).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(await stack.container('hurried')).toMatchObject({ state: 'exited', exitCode: 137 });
    await stack.remove();
  });
});
