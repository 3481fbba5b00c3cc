import { DockerCli } from '../../../src/adapters/out/docker/docker-cli.js';
import { DockerCliStackRuntime } from '../../../src/adapters/out/docker/docker-cli.stack-runtime.js';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DOCKER_TIMEOUTS, type DockerTimeouts } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import type { StackRuntime } from '../../../src/modules/stacks/index.js';
import { dockerConfig } from '../../support/docker/docker-stack-runtime.harness.js';
import { FakeSocket } from '../../support/docker/fake-socket.js';
import { until } from '../../support/docker/until.js';

const SHORT = { ...DOCKER_TIMEOUTS, list: 300, inspect: 300, start: 300, stopMargin: 300 };
const ID = 'a'.repeat(64);

let fake: FakeSocket;
afterEach(() => fake.close());

type Make = (socket: string, timeouts?: DockerTimeouts) => StackRuntime;

const ADAPTERS: readonly [string, Make][] = [
  [
    'DockerodeStackRuntime',
    (socket, timeouts = SHORT) => new DockerodeStackRuntime(dockerClient(socket), timeouts),
  ],
  [
    'DockerCliStackRuntime',
    (socket, timeouts = SHORT) => new DockerCliStackRuntime(new DockerCli(dockerConfig(socket)), timeouts),
  ],
];

describe.each(ADAPTERS)('%s and an engine that hangs', (_name, make) => {
  it('gives up each call and lets go of the connection', async () => {
    fake = await FakeSocket.listen(() => undefined);
    const runtime = make(fake.path);
    const silent = { code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('0.3 s') };
    const late = { code: 'ENGINE_TIMEOUT', message: expect.stringContaining('aaaaaaaaaaaa') };
    await expect(runtime.containers()).rejects.toMatchObject(silent);
    await expect(runtime.version()).rejects.toMatchObject(silent);
    await expect(runtime.stop(ID)).rejects.toMatchObject(late);
    await expect(runtime.start(ID)).rejects.toMatchObject(late);
    await until('no connection is left', () => fake.connections === 0);
  });

  it("waits for a stop as long as the container's own grace period and a margin", async () => {
    const inspected = JSON.stringify({ Config: { StopTimeout: 1 } });
    fake = await FakeSocket.listen((socket) =>
      socket.once('data', (request) => {
        const method = /^[A-Z]+/.exec(request.toString())![0];
        const body = method === 'HEAD' ? '' : inspected;
        // Without "close" the program may send the stop into a connection that is about to end.
        const head = `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
        if (method !== 'POST') socket.end(head + body);
      }),
    );
    const patient = { ...SHORT, inspect: DOCKER_TIMEOUTS.inspect };
    await expect(make(fake.path, patient).stop(ID)).rejects.toMatchObject({
      code: 'ENGINE_TIMEOUT',
      message: expect.stringContaining('within 1.3 s'),
    });
  });

  it.each([
    ['that stays open', false],
    ['that breaks off', true],
  ])('gives up an answer %s in its middle', async (_how, breaksOff) => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[{"Id":';
    fake = await FakeSocket.listen((socket) =>
      socket.once('data', () => {
        socket.write(head);
        if (breaksOff) socket.end();
      }),
    );
    await expect(make(fake.path).containers()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });
});

describe('DockerodeStackRuntime', () => {
  it('talks to the configured socket, whatever DOCKER_HOST says', async () => {
    const answer = '{"Version":"99.1"}';
    fake = await FakeSocket.answering(`HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`);
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
    try {
      const runtime = new DockerodeStackRuntime(dockerClient(fake.path), SHORT);
      expect(await runtime.version()).toBe('99.1');
    } finally {
      delete process.env.DOCKER_HOST;
    }
  });

  it('takes an engine that drops the connection for unreachable', async () => {
    fake = await FakeSocket.listen((socket) => socket.once('data', () => socket.destroy()));
    const runtime = new DockerodeStackRuntime(dockerClient(fake.path), SHORT);
    await expect(runtime.start(ID)).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      reason: 'socket hang up',
    });
  });
});
