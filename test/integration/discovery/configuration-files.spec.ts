import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/docker/run.js';
import { StackPlace } from './stack-place.js';

describe('The configuration files of a stack', () => {
  let place: StackPlace;
  beforeEach(async () => {
    place = await StackPlace.make();
  });
  afterEach(() => place.remove());

  /** Files of the stack `app` by name; those without content are empty. */
  async function stack(
    files: Readonly<Record<string, string>>,
    ...empty: readonly string[]
  ): Promise<string> {
    for (const name of empty) await place.put(`root/app/${name}`, '');
    for (const [name, content] of Object.entries(files)) await place.put(`root/app/${name}`, content);
    return join(place.root, 'app');
  }
  const filesOf = async (...given: Parameters<typeof stack>): Promise<readonly string[]> =>
    place.directory.configurationFiles(await stack(...given));

  it('are the compose files, overrides and .env, and no data', async () => {
    const wellKnown = [
      '.env',
      'compose.override.yaml',
      'compose.yaml',
      'docker-compose.override.yml',
      'docker-compose.yml',
    ];
    await expect(
      filesOf({}, ...wellKnown, 'data.db', 'sub/compose.yaml', '.env.example', 'html/index.html'),
    ).resolves.toEqual(wellKnown);
  });

  it.each([
    ['env_file: a.env', ['a.env']],
    [
      'env_file: [a.env, sub/b.env, { path: c.env, required: false }, gone.env]',
      ['a.env', 'c.env', 'sub/b.env'],
    ],
    ['env_file: "${DIR:-sub}/b.env"', ['sub/b.env']],
    ['env_file: "${DIR:?}/b.env"', []],
    ['label_file: [a.env, ./sub/../c.env]', ['a.env', 'c.env']],
    ['build: .', ['Dockerfile']],
    ['build: ./sub', ['sub/Dockerfile']],
    ['build: { context: sub, dockerfile: ../Other }', ['Other']],
    ['build: { dockerfile_inline: FROM x }', []],
    ['build: https://example.org/x.git', []],
    ['env_file: 7', []],
    ['volumes: ["./data:/data"]', []],
  ])('has those of a service with %s', async (line, expected) => {
    const files = { 'compose.yaml': `services:\n  web:\n    image: x\n    ${line}\n` };
    const found = await filesOf(
      files,
      'a.env',
      'c.env',
      'sub/b.env',
      'Dockerfile',
      'sub/Dockerfile',
      'Other',
      'data/x',
    );
    expect(found).toEqual([...expected, 'compose.yaml'].sort());
  });

  it('are configs and secrets, directories among them, but never the whole stack', async () => {
    const compose =
      'configs: { a: { file: ./conf }, b: { content: x }, c: { file: . }, d: { file: ./gone } }\n' +
      'secrets: { s: { file: secret.txt }, t: { environment: HOME } }\nservices: {}\n';
    await expect(filesOf({ 'compose.yaml': compose }, 'conf/a/b', 'secret.txt')).resolves.toEqual([
      'compose.yaml',
      'conf',
      'secret.txt',
    ]);
  });

  it('follows includes to any depth, each file’s paths from where they start', async () => {
    const files = {
      'compose.yaml':
        'include: [one/compose.yaml, { path: [two/a.yaml, two/b.yaml], project_directory: ., env_file: two.env }]\nservices: {}\n',
      'one/compose.yaml':
        'include: [../one/deep/compose.yaml, https://example.org/compose.yaml]\nservices: { a: { env_file: e.env } }\n',
      'one/deep/compose.yaml': 'include: [../compose.yaml]\nservices: { b: { env_file: e.env } }\n',
      'one/.env': 'X=1\n',
      'two/a.yaml': 'services: { c: { env_file: "${E}" } }\n',
      'two.env': 'E=root.env\n',
    };
    await expect(
      filesOf(files, 'one/e.env', 'one/deep/e.env', 'two/b.yaml', 'root.env', 'e.env', 'two/root.env'),
    ).resolves.toEqual([
      'compose.yaml',
      'one/.env',
      'one/compose.yaml',
      'one/deep/compose.yaml',
      'one/deep/e.env',
      'one/e.env',
      'root.env',
      'two.env',
      'two/a.yaml',
      'two/b.yaml',
    ]);
  });

  it('follows extends, also in a circle', async () => {
    const files = {
      'compose.yaml':
        'services: { a: { extends: { file: base/one.yaml, service: x } }, b: { extends: a } }\n',
      'base/one.yaml': 'services: { x: { extends: { file: two.yaml, service: y }, env_file: e.env } }\n',
      'base/two.yaml': 'services: { y: { extends: { file: one.yaml, service: x }, build: img } }\n',
    };
    await expect(filesOf(files, 'base/e.env', 'e.env', 'base/img/Dockerfile')).resolves.toEqual([
      'base/e.env',
      'base/img/Dockerfile',
      'base/one.yaml',
      'base/two.yaml',
      'compose.yaml',
    ]);
  });

  it('takes the files that COMPOSE_FILE names', async () => {
    const files = {
      '.env': 'COMPOSE_FILE=deploy/prod.yaml:deploy/more.yaml\n',
      'deploy/prod.yaml': 'services: { a: { env_file: p.env } }\n',
    };
    await expect(filesOf(files, 'deploy/more.yaml', 'deploy/p.env', 'p.env')).resolves.toEqual([
      '.env',
      'deploy/more.yaml',
      'deploy/p.env',
      'deploy/prod.yaml',
    ]);
  });

  it('never leave the stack, by dots, absolute paths or links', async () => {
    await place.put('root/outside.env', '');
    const elsewhere = await mkdtemp(join(tmpdir(), 'stowage-elsewhere-'));
    await writeFile(join(elsewhere, 'x.env'), '');
    const path = await stack(
      {
        'compose.yaml': `services: { a: { env_file: [../outside.env, ${elsewhere}/x.env, link.env, dir/x.env, ../app/in.env, /etc/passwd] } }\n`,
      },
      'in.env',
    );
    await symlink('../outside.env', join(path, 'link.env'));
    await symlink(elsewhere, join(path, 'dir'));
    await expect(place.directory.configurationFiles(path)).resolves.toEqual(['compose.yaml', 'in.env']);
    await rm(elsewhere, { recursive: true });
  });

  it('come with the links on the way to them', async () => {
    const path = await stack(
      { 'compose.yaml': 'services: { a: { env_file: [now/x.env, first] } }\n' },
      'v2/x.env',
      'real.env',
    );
    await symlink('v2', join(path, 'now'));
    await symlink('second', join(path, 'first'));
    await symlink(join(path, 'real.env'), join(path, 'second'));
    await expect(place.directory.configurationFiles(path)).resolves.toEqual([
      'compose.yaml',
      'first',
      'now',
      'real.env',
      'second',
      'v2/x.env',
    ]);
  });

  it('are neither pipes nor links in circles', async () => {
    const path = await stack({ 'compose.yaml': 'services: { a: { env_file: [pipe, loop] } }\n' });
    await run('mkfifo', [join(path, 'pipe')]);
    await symlink('loop', join(path, 'loop'));
    await expect(place.directory.configurationFiles(path)).resolves.toEqual(['compose.yaml']);
  });

  it('are what can be told by their names when the compose file is broken', async () => {
    await expect(filesOf({ 'compose.yaml': 'services: [' }, '.env', 'a.env')).resolves.toEqual([
      '.env',
      'compose.yaml',
    ]);
  });

  it('are found through a link to the stack', async () => {
    const path = await stack({ 'compose.yaml': 'services: { a: { env_file: a.env } }\n' }, 'a.env');
    await symlink(path, join(place.home, 'link'));
    await expect(place.directory.configurationFiles(join(place.home, 'link'))).resolves.toEqual([
      'a.env',
      'compose.yaml',
    ]);
  });

  it('cannot be told of a stack that is gone', async () => {
    await mkdir(join(place.root, 'app'));
    await expect(place.directory.configurationFiles(join(place.root, 'gone'))).rejects.toThrow('ENOENT');
    await expect(place.directory.configurationFiles(join(place.root, 'app'))).resolves.toEqual([]);
  });
});
