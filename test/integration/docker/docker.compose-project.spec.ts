import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { DockerCli } from '../../../src/adapters/out/docker/docker-cli.js';
import { dockerClient } from '../../../src/adapters/out/docker/docker-client.js';
import { DockerComposeProject } from '../../../src/adapters/out/docker/docker.compose-project.js';
import { DOCKER_TIMEOUTS, type DockerTimeouts } from '../../../src/adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from '../../../src/adapters/out/docker/dockerode.stack-runtime.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { dockerConfig } from '../../support/docker/docker-stack-runtime.harness.js';
import { FakeRegistry } from '../../support/docker/fake-registry.js';
import { programsNaming } from '../../support/docker/programs-naming.js';
import { IDLE, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';
import { until } from '../../support/docker/until.js';
import { RecordedLog } from '../../support/recorded-log.js';

describeWithDocker('DockerComposeProject', (engine) => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  const never = new AbortController().signal;
  const composeProject = (timeouts: DockerTimeouts = DOCKER_TIMEOUTS): DockerComposeProject =>
    new DockerComposeProject(
      new DockerCli(dockerConfig(engine)),
      new DockerodeStackRuntime(dockerClient(engine), timeouts),
      timeouts,
    );
  const write = async (...args: [file: object, files?: Record<string, string>]): Promise<TestStack> => {
    const stack = await TestStack.write(engine, args[0], { files: args[1] ?? {} });
    cleanUp.push(() => stack.remove());
    return stack;
  };
  const openRegistry = async (): Promise<FakeRegistry> => {
    const registry = await FakeRegistry.listen();
    cleanUp.push(() => registry.close());
    return registry;
  };

  it('keeps the data of anonymous volumes and the replicas made by hand when it recreates', async () => {
    const registry = await openRegistry();
    const image = registry.publish('app', 'first');
    const stack = await write({ services: { app: { image, command: IDLE, volumes: ['/kept'] } } });
    await stack.compose('up', '-d', '--scale', 'app=2');
    const before = await stack.containers();
    for (const { id, name } of before)
      await docker(engine, 'exec', id, 'sh', '-c', `echo ${name} > /kept/who`);
    registry.publish('app', 'second');
    const log = new RecordedLog();
    await composeProject().pull(stack.described(), ['app'], { inactivityTimeout: 30, log, signal: never });
    await composeProject().recreate(stack.described(), ['app'], log);
    const after = await stack.containers();
    expect(after.map(({ name, state }) => [name, state])).toEqual(
      before.map(({ name }) => [name, 'running']),
    );
    for (const [n, { id, name }] of after.entries()) {
      expect(id).not.toBe(before[n]!.id);
      expect(await docker(engine, 'exec', id, 'cat', '/kept/who')).toBe(name);
    }
  });

  it('leaves progress bars out of log and output', async () => {
    const registry = await openRegistry();
    const stack = await write({
      services: { app: { image: registry.publish('bars', 'any'), command: IDLE } },
    });
    await docker(engine, 'image', 'prune', '-af', '--filter', 'label=label');
    const log = new RecordedLog();
    await composeProject().pull(stack.described(), ['app'], { inactivityTimeout: 30, log, signal: never });
    expect(log.lines.at(-1)).toBe('INFO app Pulled');
    expect(log.lines.join('\n')).not.toMatch(/Downloading|Extracting|\[=/);
    expect(log.lines.join('\n')).not.toContain('\u001b');
  });

  it.each([
    ['that sends half a layer and no more', stallingRegistry],
    ['that accepts and never answers', silentRegistry],
  ])('ends a pull from a registry %s', async (_what, open) => {
    const { image, close } = await open();
    cleanUp.push(close);
    const stack = await write({ services: { app: { image, command: IDLE } } });
    const log = new RecordedLog();
    const pull = composeProject().pull(stack.described(), ['app'], {
      inactivityTimeout: 1,
      log,
      signal: never,
    });
    await expect(pull).rejects.toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      message: expect.stringContaining('no output for 1 s'),
    });
    expect(log.of('INFO').join()).toContain('app Pulling');
    expect(await programsNaming(stack.name)).toEqual([]);
  });

  it('ends a pull when it is cancelled, with every program it started', async () => {
    const { image, close } = await stallingRegistry();
    cleanUp.push(close);
    const stack = await write({ services: { app: { image, command: IDLE } } });
    const cancel = new AbortController();
    const log = new RecordedLog();
    const pull = composeProject().pull(stack.described(), ['app'], {
      inactivityTimeout: 0,
      log,
      signal: cancel.signal,
    });
    const failure = expect(pull).rejects.toMatchObject({ message: expect.stringContaining('enough') });
    await until('the pull is under way', () => log.lines.includes('INFO app Pulling'));
    cancel.abort(new Error('enough'));
    await failure;
    expect(await programsNaming(stack.name)).toEqual([]);
  });

  it('ends a recreation that takes too long', async () => {
    const stack = await write({ services: { app: { image: TEST_IMAGE, command: IDLE } } });
    const hasty = composeProject({ ...DOCKER_TIMEOUTS, composeCreate: 1 });
    await expect(hasty.recreate(stack.described(), ['app'], new RecordedLog())).rejects.toMatchObject({
      code: 'COMPOSE_FAILED',
      message: expect.stringContaining('not done within'),
    });
    expect(await programsNaming(stack.name)).toEqual([]);
  });

  it('uses the files that Compose would use: COMPOSE_FILE of .env, and else the override', async () => {
    const service = (from: string): object => ({ image: TEST_IMAGE, command: IDLE, labels: { from } });
    const labels = async (stack: TestStack): Promise<readonly string[]> => {
      await stack.up();
      await stack.rewrite({ services: { app: service('compose.yaml, edited') } });
      await composeProject().recreate(stack.described(), ['app'], new RecordedLog());
      const { id } = await stack.container('app');
      return [await docker(engine, 'inspect', '-f', '{{.Config.Labels.from}}', id)];
    };
    const file = { services: { app: service('compose.yaml') } };
    const chosen = await write(file, {
      '.env': 'COMPOSE_FILE=other.yaml\n',
      'other.yaml': JSON.stringify({ services: { app: service('other.yaml') } }),
    });
    const overridden = await write(file, {
      'compose.override.yaml': JSON.stringify({ services: { app: { labels: { from: 'override' } } } }),
    });
    expect(await labels(chosen)).toEqual(['other.yaml']);
    expect(await labels(overridden)).toEqual(['override']);
    expect(await labels(await write(file))).toEqual(['compose.yaml, edited']);
  });

  it('hands nothing of our own environment to compose files', async () => {
    const labels = { secret: '${STOWAGE_TEST_SECRET:-nothing}' };
    const stack = await write({ services: { app: { image: TEST_IMAGE, command: IDLE, labels } } });
    await stack.up();
    process.env.STOWAGE_TEST_SECRET = 'ours';
    try {
      await composeProject().recreate(stack.described(), ['app'], new RecordedLog());
    } finally {
      delete process.env.STOWAGE_TEST_SECRET;
    }
    const { id } = await stack.container('app');
    expect(await docker(engine, 'inspect', '-f', '{{.Config.Labels.secret}}', id)).toBe('nothing');
  });

  it('says so when the directory of the stack is gone', async () => {
    const stack = await write({ services: { app: { image: TEST_IMAGE, command: IDLE } } });
    const gone = { ...stack.described(), path: '/nonexistent/stack' };
    await expect(composeProject().recreate(gone, ['app'], new RecordedLog())).rejects.toMatchObject({
      code: 'COMPOSE_FAILED',
      message: expect.stringContaining('/nonexistent/stack'),
    });
  });
});

interface BadRegistry {
  readonly image: string;
  readonly close: () => Promise<unknown>;
}

async function stallingRegistry(): Promise<BadRegistry> {
  const registry = await FakeRegistry.listen();
  registry.stalls = true;
  return { image: registry.publish('stalled', 'any', 'unknown'), close: () => registry.close() };
}

async function silentRegistry(): Promise<BadRegistry> {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
  };
  return { image: `127.0.0.1:${port}/app:latest`, close };
}
