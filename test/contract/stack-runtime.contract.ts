import type { ComposeContainer, StackRuntime } from '../../src/modules/stacks/index.js';
import { until } from '../support/docker/until.js';

/** A stack that runs: `web` depends on `db`, which has a healthcheck, and on `cache`. */
export interface RunningStack {
  readonly project: string;
  readonly composeFile: string;
  /** Host path of what `db` mounts at /data, read-only. */
  readonly dataDirectory: string;
  readonly image: string;
}

export interface StackRuntimeHarness {
  readonly runtime: StackRuntime;
  /** Another stack at each call. */
  up(): Promise<RunningStack>;
  /** A container that was made but cannot be started. */
  unstartable(): Promise<ComposeContainer>;
  /** An image that came from a registry. */
  pulledImage(): Promise<{ readonly id: string; readonly repoDigest: string }>;
  /** The same adapter, where no engine answers. */
  withoutEngine(): StackRuntime;
  /** Removes all that `up` and `unstartable` made. */
  close(): Promise<void>;
}

/** Every StackRuntime, in memory or real, must pass this. */
export function stackRuntimeContract(open: () => Promise<StackRuntimeHarness>): void {
  let harness: StackRuntimeHarness;
  let runtime: StackRuntime;
  let stack: RunningStack;

  beforeAll(async () => {
    harness = await open();
    runtime = harness.runtime;
    stack = await harness.up();
  });
  afterAll(() => harness.close());

  const byService = async (project = stack.project): Promise<Record<string, ComposeContainer>> =>
    Object.fromEntries((await runtime.containersOfProject(project)).map((one) => [one.service, one]));
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries(Object.values(await byService()).map(({ service, state }) => [service, state]));

  it('tells what Compose noted on each container', async () => {
    const { db, cache, web } = await byService();
    expect(web).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: `${stack.project}-web-1`,
      project: stack.project,
      number: 1,
      configFiles: [stack.composeFile],
      image: stack.image,
      imageId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      state: 'running',
      exitCode: null,
      oneOff: false,
      mounts: [],
    });
    expect([...web!.dependsOn].sort((a, b) => a.service.localeCompare(b.service))).toEqual([
      { service: 'cache', condition: 'service_started' },
      { service: 'db', condition: 'service_healthy' },
    ]);
    expect([db!.dependsOn, cache!.dependsOn]).toEqual([[], []]);
    expect([db!.health, cache!.health]).toEqual(['healthy', 'none']);
  });

  it('tells binds from volumes', async () => {
    const { db } = await byService();
    expect([...db!.mounts].sort((a, b) => a.destination.localeCompare(b.destination))).toEqual([
      { type: 'bind', name: null, source: stack.dataDirectory, destination: '/data', writable: false },
      expect.objectContaining({
        type: 'volume',
        destination: '/kept',
        writable: true,
        name: expect.any(String),
      }),
    ]);
  });

  it('lists every project at once, or one of them', async () => {
    const other = await harness.up();
    const projects = new Set((await runtime.containers()).map(({ project }) => project));
    expect(projects).toEqual(expect.objectContaining(new Set([stack.project, other.project])));
    expect((await runtime.containersOfProject(other.project)).map(({ service }) => service).sort()).toEqual([
      'cache',
      'db',
      'web',
    ]);
    expect(await runtime.containersOfProject('there-is-none')).toEqual([]);
  });

  it('stops and starts exactly the container that was named, and keeps it the same one', async () => {
    const before = await byService();
    await runtime.stop(before['cache']!.id);
    expect(await states()).toEqual({ cache: 'exited', db: 'running', web: 'running' });
    await runtime.start(before['cache']!.id);
    expect(await states()).toEqual({ cache: 'running', db: 'running', web: 'running' });
    expect((await byService())['cache']!.id).toBe(before['cache']!.id);
  });

  it('takes a stop of a stopped container and a start of a running one for done', async () => {
    const { cache } = await byService();
    await runtime.start(cache!.id);
    expect((await states())['cache']).toBe('running');
    await runtime.stop(cache!.id);
    await runtime.stop(cache!.id);
    expect((await states())['cache']).toBe('exited');
    await runtime.start(cache!.id);
  });

  it('tells the exit code and no health of a stopped container, and its health again when it runs', async () => {
    const { db } = await byService();
    await runtime.stop(db!.id);
    expect((await byService())['db']).toMatchObject({ state: 'exited', exitCode: 0, health: 'none' });
    await runtime.start(db!.id);
    await until('db is healthy', async () => (await byService())['db']!.health === 'healthy');
    expect((await byService())['db']).toMatchObject({ state: 'running', exitCode: null });
  });

  it('says so when a container is unknown', async () => {
    const unknown = '0'.repeat(64);
    await expect(runtime.stop(unknown)).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
    await expect(runtime.start(unknown)).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
  });

  it('gives the reason when the engine refuses', async () => {
    const { id, state } = await harness.unstartable();
    expect(state).toBe('created');
    await expect(runtime.start(id)).rejects.toMatchObject({
      code: 'ENGINE_REFUSED',
      message: expect.stringMatching(/not found/),
    });
  });

  it('knows by which digests registries know an image, and of none for one that was built here or is gone', async () => {
    const pulled = await harness.pulledImage();
    expect(await runtime.repoDigests(pulled.id)).toEqual([pulled.repoDigest]);
    const { web } = await byService();
    expect(await runtime.repoDigests(web!.imageId)).toEqual([]);
    expect(await runtime.repoDigests(`sha256:${'0'.repeat(64)}`)).toEqual([]);
  });

  it('knows the version of the engine', async () => {
    expect(await runtime.version()).toMatch(/\S/);
  });

  it('says so in every call when the engine is gone', async () => {
    const gone = harness.withoutEngine();
    const unreachable = { code: 'ENGINE_UNREACHABLE' };
    const id = 'f'.repeat(64);
    await expect(gone.containers()).rejects.toMatchObject(unreachable);
    await expect(gone.containersOfProject(stack.project)).rejects.toMatchObject(unreachable);
    await expect(gone.stop(id)).rejects.toMatchObject(unreachable);
    await expect(gone.start(id)).rejects.toMatchObject(unreachable);
    await expect(gone.repoDigests(`sha256:${id}`)).rejects.toMatchObject(unreachable);
    await expect(gone.version()).rejects.toMatchObject(unreachable);
  });
}
