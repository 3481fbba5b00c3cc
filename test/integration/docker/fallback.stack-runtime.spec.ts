import { connect, type Socket } from 'node:net';
import { DockerCli } from '../../../src/adapters/out/docker/docker-cli.js';
import { DockerCliStackRuntime } from '../../../src/adapters/out/docker/docker-cli.stack-runtime.js';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { FallbackStackRuntime } from '../../../src/adapters/out/docker/fallback.stack-runtime.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { dockerConfig } from '../../support/docker/docker-stack-runtime.harness.js';
import { FakeSocket } from '../../support/docker/fake-socket.js';
import { IDLE, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';

const fallback = (socket: string): FallbackStackRuntime =>
  new FallbackStackRuntime(
    new DockerodeStackRuntime(dockerClient(socket), DOCKER_TIMEOUTS),
    new DockerCliStackRuntime(new DockerCli(dockerConfig(socket)), DOCKER_TIMEOUTS),
  );

const response = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** An engine that answers the docker program as always, and anybody else with this. */
const engineFor =
  (engine: string, toOthers: string) =>
  (client: Socket): void => {
    client.once('data', (request) => {
      if (!/^User-Agent: Docker-Client/im.test(request.toString())) return void client.end(toOthers);
      const server = connect(engine);
      server.on('error', () => client.destroy());
      server.write(request);
      client.pipe(server).pipe(client);
    });
  };

let fake: FakeSocket | null = null;
afterEach(async () => {
  await fake?.close();
  fake = null;
});

describeWithDocker('FallbackStackRuntime', (engine) => {
  it.each([
    ['refuses the API version', response('400 Bad Request', '{"message":"client version 1.12 is too old"}')],
    ['does not answer with JSON', response('200 OK', '<html>hello</html>')],
    ['does not speak HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['refuses to list', response('403 Forbidden', '{"message":"no"}')],
  ])('asks the docker program when the engine %s', async (_what, answer) => {
    fake = await FakeSocket.listen(engineFor(engine, answer));
    const stack = await TestStack.write(engine, { services: { idle: { image: TEST_IMAGE, command: IDLE } } });
    await stack.up();
    const runtime = fallback(fake.path);
    const [found] = await runtime.containersOfProject(stack.name);
    expect(found).toMatchObject({ service: 'idle', state: 'running' });
    expect(await runtime.version()).toBe(await docker(engine, 'version', '-f', '{{.Server.Version}}'));
    await stack.remove();
  });

  it('also stops and starts with it when the API version is refused', async () => {
    const tooOld = response('400 Bad Request', '{"message":"client version 1.12 is too old"}');
    fake = await FakeSocket.listen(engineFor(engine, tooOld));
    const stack = await TestStack.write(engine, { services: { idle: { image: TEST_IMAGE, command: IDLE } } });
    await stack.up();
    const { id } = await stack.container('idle');
    await fallback(fake.path).stop(id);
    expect(await stack.container('idle')).toMatchObject({ id, state: 'exited', exitCode: 0 });
    await fallback(fake.path).start(id);
    expect(await stack.container('idle')).toMatchObject({ id, state: 'running' });
    await stack.remove();
  });

  it('gives both reasons when the docker program fails too', async () => {
    fake = await FakeSocket.answering(response('200 OK', '<html>hello</html>'));
    await expect(fallback(fake.path).containers()).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      reason: expect.stringMatching(/^its list of containers .*; the docker program: /),
    });
  });

  it('does not ask the docker program when the engine is gone', async () => {
    await expect(fallback('/nonexistent/docker.sock').containers()).rejects.toMatchObject({
      reason: 'connect ENOENT /nonexistent/docker.sock',
    });
  });
});
