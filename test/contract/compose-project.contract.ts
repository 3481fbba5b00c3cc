import type {
  ComposeContainer,
  ComposeProject,
  Stack,
  StackRuntime,
} from '../../src/modules/stacks/index.js';
import { RecordedLog } from '../support/recorded-log.js';

export interface ComposeProjectHarness {
  readonly compose: ComposeProject;
  readonly runtime: StackRuntime;
  /** Runs `web`, whose image comes from a registry and which depends on `db`; both are running. The image of `lost` is in no registry. */
  readonly stack: Stack;
  /** Puts a newer image of `web` into the registry. */
  publish(): void;
  /** As a person would, by force. */
  removeContainer(id: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Every ComposeProject, in memory or real, must pass this. */
export function composeProjectContract(open: () => Promise<ComposeProjectHarness>): void {
  let harness: ComposeProjectHarness;
  let log: RecordedLog;
  const never = new AbortController().signal;

  beforeAll(async () => {
    harness = await open();
  });
  beforeEach(() => {
    log = new RecordedLog();
  });
  afterAll(() => harness.close());

  const service = async (name: string): Promise<ComposeContainer> => {
    const containers = await harness.runtime.containersOfProject(harness.stack.project);
    return containers.find((container) => container.service === name)!;
  };
  const pull = (services: readonly string[], signal = never): Promise<void> =>
    harness.compose.pull(harness.stack, services, { inactivityTimeout: 30, log, signal });
  const recreate = (services: readonly string[]): Promise<void> =>
    harness.compose.recreate(harness.stack, services, log);

  it('leaves containers alone that have not changed, stopped ones and running ones', async () => {
    const [web, db] = [await service('web'), await service('db')];
    await harness.runtime.stop(web.id);
    await recreate(['web', 'db']);
    expect(await service('web')).toMatchObject({ id: web.id, state: 'exited' });
    expect(await service('db')).toMatchObject({ id: db.id, state: 'running' });
    await harness.runtime.start(web.id);
  });

  it('recreates a service whose image was pulled anew, and no other, and starts nothing that was stopped', async () => {
    const [web, db] = [await service('web'), await service('db')];
    harness.publish();
    await pull(['web', 'db']);
    expect(await service('web')).toMatchObject({ id: web.id, state: 'running' });
    await harness.runtime.stop(web.id);
    await harness.runtime.stop(db.id);
    await recreate(['web', 'db']);
    const recreated = await service('web');
    expect(recreated).toMatchObject({
      name: web.name,
      number: 1,
      state: 'created',
      dependsOn: web.dependsOn,
    });
    expect(recreated.id).not.toBe(web.id);
    expect(recreated.imageId).not.toBe(web.imageId);
    expect(await service('db')).toMatchObject({ id: db.id, state: 'exited' });
    expect(log.of('INFO').join('\n')).toMatch(/web Pulling[^]*Recreated/);
    await harness.runtime.start(db.id);
    await harness.runtime.start(recreated.id);
  });

  it('starts what it recreated when it ran before', async () => {
    const web = await service('web');
    harness.publish();
    await pull(['web']);
    await recreate(['web']);
    const recreated = await service('web');
    expect(recreated).toMatchObject({ name: web.name, state: 'running' });
    expect(recreated.id).not.toBe(web.id);
  });

  it('keeps what was printed when an image cannot be pulled', async () => {
    await expect(pull(['lost'])).rejects.toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      message: expect.stringContaining('manifest unknown'),
    });
    expect(log.lines).toContain('INFO lost Pulling');
  });

  it('pulls nothing for work that was cancelled', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled by a person'));
    await expect(pull(['web'], cancelled)).rejects.toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      message: expect.stringContaining('cancelled by a person'),
    });
  });

  it('gives the reason when a service cannot be recreated', async () => {
    await expect(recreate(['nobody'])).rejects.toMatchObject({
      code: 'COMPOSE_FAILED',
      message: expect.stringContaining('no such service: nobody'),
    });
  });

  it('makes a container anew that was removed, without starting it, and leaves the others alone', async () => {
    const [web, db] = [await service('web'), await service('db')];
    await harness.removeContainer(web.id);
    await harness.compose.replace(harness.stack, ['web'], log);
    const made = await service('web');
    expect(made).toMatchObject({ name: web.name, number: 1, state: 'created', dependsOn: web.dependsOn });
    expect(made.id).not.toBe(web.id);
    expect(await service('db')).toMatchObject({ id: db.id, state: 'running' });
    await harness.runtime.start(made.id);
  });

  it('gives the reason when a container cannot be made anew', async () => {
    await expect(harness.compose.replace(harness.stack, ['nobody'], log)).rejects.toMatchObject({
      code: 'COMPOSE_FAILED',
      message: expect.stringContaining('no such service: nobody'),
    });
  });

  it('takes no service for none, not for all', async () => {
    const web = await service('web');
    harness.publish();
    await pull([]);
    await recreate(['web']);
    expect((await service('web')).id).toBe(web.id);
    await pull(['web']);
    await recreate([]);
    await harness.compose.replace(harness.stack, [], log);
    expect((await service('web')).id).toBe(web.id);
  });
}
