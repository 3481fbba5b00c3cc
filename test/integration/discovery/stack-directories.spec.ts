import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run } from '../../support/docker/run.js';
import { codesOf, namesOf, StackPlace } from './stack-place.js';

describe('Stacks in real directories', () => {
  let place: StackPlace;
  beforeEach(async () => {
    place = await StackPlace.make();
  });
  afterEach(() => place.remove());

  it.each(['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'])(
    'knows %s',
    async (file) => {
      const path = await place.put(`root/app/${file}`);
      expect(await place.find()).toMatchObject({
        stacks: [{ path, composeFile: join(path, file) }],
        warnings: [],
      });
    },
  );

  it('takes the first of several names, and says so', async () => {
    await place.put('root/app/docker-compose.yml');
    const path = await place.put('root/app/compose.yaml', 'name: first\nservices: {}\n');
    const found = await place.find();
    expect(found.stacks).toMatchObject([{ project: 'first', composeFile: join(path, 'compose.yaml') }]);
    expect(found.warnings).toMatchObject([{ code: 'several_compose_files', path }]);
  });

  it('finds a root that is a stack and the stacks in it, but nothing deeper', async () => {
    await place.put('root/compose.yaml');
    await place.put('root/app/compose.yaml');
    await place.put('root/group/deep/compose.yaml');
    const found = await place.find();
    expect(found.stacks.map(({ name, kind }) => [name, kind])).toEqual([
      ['root', 'direct'],
      ['app', 'nested'],
    ]);
  });

  it('skips hidden directories, archives, tmp, our own directories and whatever is no directory', async () => {
    for (const name of ['.hidden', 'archives', 'tmp', 'backups', 'downloads'])
      await place.put(`root/${name}/compose.yaml`);
    await symlink('downloads', join(place.root, 'downloads-link'));
    await place.put('root/file');
    await place.put('root/no-stack/readme.txt');
    await run('mkfifo', [join(place.root, 'pipe')]);
    const server = createServer().listen(join(place.root, 'socket'));
    await once(server, 'listening');
    expect(await place.find()).toEqual({ stacks: [], warnings: [] });
    server.close();
  });

  it('keeps a directory that only ends like one of ours', async () => {
    await place.put('root/my-archives/compose.yaml');
    expect(namesOf(await place.find())).toEqual(['my-archives']);
  });

  it('follows a linked stack, known by the name of the link', async () => {
    const path = await place.put('disk/app-1.2/compose.yaml');
    await symlink(path, join(place.root, 'app'));
    expect((await place.find()).stacks).toEqual([
      {
        name: 'app',
        path,
        root: place.root,
        kind: 'nested',
        project: 'app',
        composeFile: join(path, 'compose.yaml'),
        services: [{ name: 'web', image: 'web' }],
      },
    ]);
  });

  it('lists a directory once, by its own name, however many links and roots lead to it', async () => {
    const path = await place.put('root/app/compose.yaml');
    await symlink('app', join(place.root, 'a-link'));
    await symlink(place.root, join(place.home, 'root-link'));
    const found = await place.find(
      join(place.home, 'root-link'),
      place.root,
      `${place.root}/`,
      join(place.root, 'app'),
    );
    expect(found.stacks).toMatchObject([{ name: 'app', path, root: place.root, kind: 'nested' }]);
    expect(found.stacks).toHaveLength(1);
  });

  it('survives links that lead nowhere, to files, in circles and up', async () => {
    await place.put('root/app/compose.yaml');
    await place.put('notes.txt');
    await symlink('gone', join(place.root, 'dangling'));
    await symlink('loop-b', join(place.root, 'loop-a'));
    await symlink('loop-a', join(place.root, 'loop-b'));
    await symlink('..', join(place.root, 'up'));
    await symlink('.', join(place.root, 'self'));
    await symlink('../notes.txt', join(place.root, 'to-file'));
    const found = await place.find();
    expect(namesOf(found)).toEqual(['app']);
    expect(found.warnings.map(({ code, path }) => [code, path])).toEqual([
      ['broken_link', join(place.root, 'dangling')],
      ['broken_link', join(place.root, 'loop-a')],
      ['broken_link', join(place.root, 'loop-b')],
    ]);
  });

  it('says nothing about broken links among the files of a stack', async () => {
    await place.put('root/compose.yaml');
    await symlink('gone', join(place.root, 'dangling'));
    expect(await place.find()).toMatchObject({ stacks: [{ name: 'root' }], warnings: [] });
  });

  it('tells same-named stacks in two roots apart', async () => {
    const paths = [await place.put('one/app/compose.yaml'), await place.put('two/app/compose.yaml')];
    const found = await place.find(join(place.home, 'two'), join(place.home, 'one'));
    expect(found.stacks.map(({ path, root }) => [path, root])).toEqual([
      [paths[0], join(place.home, 'one')],
      [paths[1], join(place.home, 'two')],
    ]);
  });

  it.each(['with space', 'quote"\'s', 'new\nline', 'größe 漢字 🚢', '-dash', '$(x)', 'back\\slash'])(
    'reads a directory called %j',
    async (name) => {
      const path = await place.put(`root/${name}/compose.yaml`);
      const { stacks } = await place.find();
      expect(stacks).toMatchObject([{ name, path }]);
    },
  );

  it('reports a directory whose name is not UTF-8', async () => {
    await place.put('root/app/compose.yaml');
    await mkdir(Buffer.concat([Buffer.from(`${place.root}/bad-`), Buffer.from([0xff, 0xfe])]));
    const found = await place.find();
    expect(namesOf(found)).toEqual(['app']);
    expect(found.warnings).toMatchObject([
      { code: 'name_not_utf8', message: expect.stringContaining('bad-') },
    ]);
  });

  it('warns of a root that is a file, and goes on', async () => {
    await place.put('root/app/compose.yaml');
    await place.put('file');
    const found = await place.find(join(place.home, 'file'), join(place.home, 'file/below'), place.root);
    expect(namesOf(found)).toEqual(['app']);
    expect(codesOf(found)).toEqual(['root_unreadable', 'root_unreadable']);
  });

  it('reads a thousand stacks', async () => {
    for (let i = 0; i < 1000; i++) await place.put(`root/stack-${i}/compose.yaml`);
    const found = await place.find();
    expect(found.stacks).toHaveLength(1000);
    expect(found.warnings).toEqual([]);
  });
});
