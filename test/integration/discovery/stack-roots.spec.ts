import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DockerodeOwnContainerSource } from '../../../src/adapters/out/docker/dockerode.own-container-source.js';
import { MountsStackRootSource } from '../../../src/adapters/out/docker/mounts.stack-root-source.js';
import type { StackRoots } from '../../../src/modules/stacks/index.js';
import { ContainerScene } from '../../support/discovery/container-scene.js';

const ID = 'a'.repeat(64);
const NEIGHBOUR = 'b'.repeat(64);

describe('The roots of stacks', () => {
  let scene: ContainerScene;
  const at = (name: string): string => join(scene.home, name);
  beforeEach(async () => {
    scene = await ContainerScene.make();
    for (const name of ['configured', 'mounted', 'archives', 'elsewhere']) await mkdir(at(name));
    await writeFile(at('file.yaml'), '');
  });
  afterEach(() => scene.remove());

  const find = (): Promise<StackRoots> =>
    new MountsStackRootSource(scene.self, {
      archivesDir: at('archives'),
      logDir: '/logs',
      downloadsDir: '/downloads',
      dataDir: '/data',
      dockerSocket: scene.socket,
      stacksDirs: [at('configured'), '/usr/share', at('file.yaml')],
    }).find();
  const know = (id: string, mounts: readonly (readonly [string, string, string?])[]): void =>
    scene.know({
      Id: id,
      Config: { Labels: { 'com.docker.compose.project': id.slice(0, 1) } },
      Mounts: mounts.map(([Source, Destination, Type = 'bind']) => ({ Type, Source, Destination })),
    });
  const ownProject = async (): Promise<string | null | undefined> =>
    (await new DockerodeOwnContainerSource(scene.self).find())?.project;

  it('are the configured ones outside a container, without what can be none', async () => {
    const { roots, warnings } = await find();
    expect(roots).toEqual([at('configured')]);
    expect(warnings.map(({ code }) => code)).toEqual(['root_is_system_path', 'root_not_a_directory']);
  });

  it('are the bind mounts in a container', async () => {
    await scene.enter(ID);
    know(ID, [
      [at('mounted'), at('mounted')],
      [at('archives'), at('archives')],
      [at('file.yaml'), at('file.yaml')],
      ['/srv/config.yaml', at('file.yaml')],
      [scene.socket, scene.socket],
      ['/var/lib/docker/volumes/x/_data', at('configured'), 'volume'],
      ['/srv/stacks', at('elsewhere')],
    ]);
    const { roots, warnings } = await find();
    expect(roots).toEqual([at('mounted')]);
    expect(warnings).toMatchObject([{ code: 'mount_path_mismatch', path: at('elsewhere') }]);
  });

  it.each([500, 403])('are told by the kernel when the engine answers %s', async (status) => {
    await scene.enter(ID, { [at('mounted')]: at('mounted'), '/srv/stacks': at('elsewhere') });
    scene.fail(status);
    know(ID, []);
    const { roots, warnings } = await find();
    expect(roots).toEqual([at('mounted')]);
    expect(warnings).toMatchObject([{ code: 'mount_path_mismatch' }]);
    await expect(ownProject()).resolves.toBeNull();
  });

  it('are asked of the engine again when it is back', async () => {
    await scene.enter(ID);
    know(ID, [[at('mounted'), at('mounted')]]);
    scene.fail(500);
    await expect(find()).resolves.toMatchObject({ roots: [] });
    scene.fail(200);
    await expect(find()).resolves.toMatchObject({ roots: [at('mounted')] });
    await expect(ownProject()).resolves.toBe('a');
  });

  it('are the configured ones in a container that this engine does not know: it runs beside us, on our paths', async () => {
    await scene.enter(ID);
    know(NEIGHBOUR, [[at('mounted'), at('mounted')]]);
    await expect(find()).resolves.toMatchObject({ roots: [at('configured')] });
    await expect(ownProject()).resolves.toBeUndefined();
  });
});
