import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { dump } from 'js-yaml';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { compose, docker } from '../../support/docker/docker-cli.js';
import { IDLE, TEST_IMAGE } from '../../support/docker/test-image.js';
import type { SelfReport } from './self-report.js';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
// The host's Node runs in the container: no image with Node can be pulled here.
const HOST_PROGRAMS = ['/usr', '/lib', '/lib64', '/bin', '/etc'].map((path) => `${path}:${path}:ro`);
const REPORT = [
  '/node',
  '--import',
  '/data/test/support/typescript/register-typescript.mjs',
  '/data/test/integration/discovery/self-report.ts',
];

describeWithDocker('Stowage in a container', (socket) => {
  let home: string;
  let project: string;
  const stacks = (): string => join(home, 'stacks');

  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'stowage-self-')));
    project = basename(home).toLowerCase();
    for (const path of ['stacks/stowage', 'stacks/blog', 'elsewhere', 'archives']) {
      await mkdir(join(home, path), { recursive: true });
    }
    await writeFile(
      join(stacks(), 'blog/compose.yaml'),
      `name: ${project}\nservices: { app: { image: x } }\n`,
    );
  });
  afterEach(async () => {
    await compose(socket, join(stacks(), 'stowage'), 'down', '--volumes', '--remove-orphans');
    await rm(home, { recursive: true });
  });

  /** Starts our own stack, as an operator would have written it, and lets it say what it sees. */
  async function report(moreVolumes: readonly string[], sidecar?: object): Promise<SelfReport> {
    const volumes = [
      ...HOST_PROGRAMS,
      `${process.execPath}:/node:ro`,
      `${REPOSITORY}:/data:ro`,
      `${stacks()}:${stacks()}:ro`,
      `${join(home, 'elsewhere')}:/elsewhere`,
      `${join(home, 'archives')}:/archives`,
      'named:/opt/named',
      ...moreVolumes,
    ];
    const network = sidecar
      ? { network_mode: 'service:sidecar' }
      : { network_mode: 'none', hostname: 'misleading' };
    const backup = { image: TEST_IMAGE, command: REPORT, volumes, ...network };
    const services = { backup, ...(sidecar && { sidecar }) };
    const file = { name: project, services, volumes: { named: {} } };
    await writeFile(join(stacks(), 'stowage/compose.yaml'), dump(file));
    const text = await compose(socket, join(stacks(), 'stowage'), 'run', '--rm', '-T', 'backup');
    return JSON.parse(text) as SelfReport;
  }

  const mismatch = {
    code: 'mount_path_mismatch',
    path: '/elsewhere',
    message: expect.stringContaining(`elsewhere`),
  };

  it('recognises itself by its labels and its roots by its mounts', async () => {
    const { own, found, stacks: seen } = await report([`${socket}:/var/run/docker.sock`]);
    expect(own).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      project,
      configFiles: [join(stacks(), 'stowage/compose.yaml')],
    });
    expect(found).toEqual({ roots: [stacks()], warnings: [mismatch] });
    expect(found.warnings[0]?.message).toContain(`- ${home}/elsewhere:${home}/elsewhere`);
    // The other stack even has our project's name and a service called app.
    expect(seen).toEqual([
      { name: 'blog', isSelf: false },
      { name: 'stowage', isSelf: true },
    ]);
  });

  it('is not mistaken for the container whose network it shares', async () => {
    const sidecar = { image: TEST_IMAGE, command: IDLE, labels: { who: 'sidecar' }, network_mode: 'none' };
    const { own, found } = await report([`${socket}:/var/run/docker.sock`], sidecar);
    const id = await docker(
      socket,
      'ps',
      '-q',
      '--no-trunc',
      '--filter',
      `label=com.docker.compose.project=${project}`,
    );
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(own?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(own?.id).not.toBe(id);
    expect(found.roots).toEqual([stacks()]);
  });

  it('finds its roots and its own id without the engine', async () => {
    const { own, found, stacks: seen } = await report([]);
    expect(own).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/), project: null, configFiles: [] });
    expect(found).toEqual({ roots: [stacks()], warnings: [mismatch] });
    expect(seen.map(({ name }) => name)).toEqual(['blog', 'stowage']);
  });
});
