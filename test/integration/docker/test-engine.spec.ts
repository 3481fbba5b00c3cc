import { existsSync } from 'node:fs';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { TestEngine } from '../../support/docker/test-engine.js';
import { buildTestImage, IDLE, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';

describeWithDocker('TestEngine', (sharedSocket) => {
  it('keeps its containers to itself, through a stop, a kill and a new start on the same data', async () => {
    const engine = await TestEngine.launch();
    await buildTestImage(engine.socket);
    const stack = await TestStack.write(engine.socket, {
      services: {
        idle: { image: TEST_IMAGE, command: IDLE },
        lasting: { image: TEST_IMAGE, command: IDLE, restart: 'always' },
      },
    });
    await stack.up();
    const ids = (await stack.containers()).map(({ id }) => id);
    expect(await docker(sharedSocket, 'ps', '-aq', '--no-trunc')).not.toContain(ids[0]);

    await engine.stop();
    await engine.start();
    expect((await stack.containers()).map(({ state }) => state)).toEqual(['exited', 'running']);
    await stack.up();
    await engine.kill();
    await engine.start();
    const containers = await stack.containers();
    expect(containers.map(({ id }) => id)).toEqual(ids);
    expect(containers.map(({ state }) => state)).toEqual(['exited', 'running']);

    await stack.remove();
    await engine.remove();
    expect(existsSync(engine.directory)).toBe(false);
  });
});
