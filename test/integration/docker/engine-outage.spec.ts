import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { TestEngine } from '../../support/docker/test-engine.js';
import { buildTestImage, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';

describeWithDocker('DockerodeStackRuntime and an engine that dies', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await TestEngine.launch();
    await buildTestImage(engine.socket);
  });
  afterAll(() => engine.remove());

  it('tells a request that was under way, and speaks with the next engine', async () => {
    const stubborn = {
      image: TEST_IMAGE,
      command: ['sh', '-c', "trap '' TERM; sleep 600"],
      stop_grace_period: '10s',
    };
    const stack = await TestStack.write(engine.socket, { services: { stubborn } });
    await stack.up();
    const { id } = await stack.container('stubborn');
    const runtime = new DockerodeStackRuntime(dockerClient(engine.socket), DOCKER_TIMEOUTS);

    const stop = expect(runtime.stop(id)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    await runtime.version();
    await engine.kill();
    await stop;
    await expect(runtime.containers()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });

    // The engine first ends what is left of the last one's containers, with their grace periods.
    await engine.start();
    expect(await runtime.containers()).toMatchObject([{ id, state: 'exited' }]);
    await runtime.start(id);
    expect(await runtime.containers()).toMatchObject([{ id, state: 'running' }]);
    await stack.remove();
  });
});
