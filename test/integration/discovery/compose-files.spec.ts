import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../support/docker/run.js';
import { codesOf, namesOf, StackPlace } from './stack-place.js';

describe('Compose files as people leave them', () => {
  let place: StackPlace;
  beforeEach(async () => {
    place = await StackPlace.make();
  });
  afterEach(() => place.remove());

  it.each([
    ['broken YAML', 'services:\n  web: [\n', 'line 3'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'line 3, column 1'],
    ['nothing', '', 'empty'],
    ['a list', '- a\n', 'no mapping'],
    ['services that are a list', 'services: [a]\n', '"services"'],
    ['binary data', Buffer.from([0, 1, 2, 0xff]), 'line 1'],
  ])('lists a stack whose compose file is %s, and says where', async (_what, text, position) => {
    const path = await place.put('root/app/compose.yaml', text);
    const found = await place.find();
    expect(found.stacks).toMatchObject([{ name: 'app', project: 'app', services: [] }]);
    expect(found.warnings).toEqual([
      {
        code: 'compose_file_invalid',
        path: join(path, 'compose.yaml'),
        message: expect.stringContaining(position),
      },
    ]);
    expect(found.warnings[0]?.message).toContain(join(path, 'compose.yaml'));
  });

  it('lists a stack whose compose file leads nowhere or to no file', async () => {
    await mkdir(join(place.root, 'a'));
    await mkdir(join(place.root, 'b'));
    await symlink('/nonexistent/compose.yaml', join(place.root, 'a/compose.yaml'));
    await run('mkfifo', [join(place.home, 'pipe')]);
    await symlink(join(place.home, 'pipe'), join(place.root, 'b/compose.yaml'));
    await mkdir(join(place.root, 'c/compose.yaml'), { recursive: true });
    const found = await place.find();
    expect(namesOf(found)).toEqual(['a', 'b']);
    expect(codesOf(found)).toEqual(['compose_file_unreadable', 'compose_file_unreadable']);
  });

  it('lists a stack whose .env cannot be read', async () => {
    await place.put('root/app/compose.yaml');
    await run('mkfifo', [join(place.home, 'pipe')]);
    await symlink(join(place.home, 'pipe'), join(place.root, 'app/.env'));
    const found = await place.find();
    expect(namesOf(found)).toEqual(['app']);
    expect(codesOf(found)).toEqual(['env_file_unreadable']);
  });

  it('knows the services of all files, with their images, and Compose’s own tags', async () => {
    await place.put('root/app/.env', 'TAG=7\n');
    await place.put(
      'root/app/compose.yaml',
      'include: [more/compose.yaml, "https://example.org/x.git"]\nservices: { web: { image: "web:${TAG}" }, job: { build: . } }\n',
    );
    await place.put(
      'root/app/compose.override.yaml',
      'services: { web: { ports: !reset [] , image: "web:${TAG}-2" }, extra: }\n',
    );
    await place.put('root/app/more/compose.yaml', 'services: { db: { image: "db:${TAG:?}" } }\n');
    const found = await place.find();
    expect(found.warnings).toEqual([]);
    expect(found.stacks[0]?.services).toEqual([
      { name: 'web', image: 'web:7-2' },
      { name: 'job', image: null },
      { name: 'extra', image: null },
      { name: 'db', image: 'db:7' },
    ]);
  });
});
