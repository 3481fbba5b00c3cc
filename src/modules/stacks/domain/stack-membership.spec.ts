import fc from 'fast-check';
import { belongsTo, foreignProjects, isOwn } from './stack-membership.js';

const stack = (more: Partial<Parameters<typeof belongsTo>[1]> = {}) => ({
  name: 'app',
  path: '/opt/stacks/app',
  root: '/opt/stacks',
  kind: 'nested' as const,
  project: 'app',
  composeFile: '/opt/stacks/app/compose.yaml',
  ...more,
});
const made = (project: string, ...configFiles: string[]) => ({ project, configFiles });

describe('belongsTo', () => {
  it.each([
    ['its compose file', made('app', '/opt/stacks/app/compose.yaml'), true],
    ['another file of its directory', made('app', '/opt/stacks/app/production.yml'), true],
    [
      'one of several files',
      made('app', '/elsewhere/base.yml', '/opt/stacks/app/compose.override.yaml'),
      true,
    ],
    ['a path that is not in its shortest form', made('app', '/opt//stacks/./x/../app/compose.yaml'), true],
    ['another project', made('app2', '/opt/stacks/app/compose.yaml'), false],
    ['the same project in another root', made('app', '/srv/stacks/app/compose.yaml'), false],
    ['a directory below', made('app', '/opt/stacks/app/sub/compose.yaml'), false],
    ['a directory whose name begins alike', made('app', '/opt/stacks/app-old/compose.yaml'), false],
    ['the directory above', made('app', '/opt/stacks/compose.yaml'), false],
    ['a file named as the directory', made('app', '/opt/stacks/app'), false],
    ['nothing known', made('app'), false],
  ])('%s', (_what, container, expected) => {
    expect(belongsTo(container, stack())).toBe(expected);
  });

  it('knows the stack by the path it was found under, when that leads through a link', () => {
    const linked = stack({ path: '/mnt/disk/app', composeFile: '/mnt/disk/app/compose.yaml' });
    expect(belongsTo(made('app', '/opt/stacks/app/compose.yaml'), linked)).toBe(true);
    expect(belongsTo(made('app', '/mnt/disk/app/compose.yaml'), linked)).toBe(true);
  });

  it('knows a stack at a root that is a link', () => {
    const direct = stack({ kind: 'direct', root: '/srv/link', path: '/srv/real', name: 'real' });
    expect(belongsTo(made('app', '/srv/link/compose.yaml'), direct)).toBe(true);
    expect(belongsTo(made('app', '/srv/link/real/compose.yaml'), direct)).toBe(false);
  });

  it('knows a compose file that lies elsewhere', () => {
    const remote = stack({ composeFile: '/opt/stacks/app/deploy/prod.yml' });
    expect(belongsTo(made('app', '/opt/stacks/app/deploy/prod.yml'), remote)).toBe(true);
    expect(belongsTo(made('app', '/opt/stacks/app/deploy/test.yml'), remote)).toBe(false);
  });

  it('matches nothing with a stack that has no valid project name', () => {
    expect(belongsTo(made('', '/opt/stacks/app/compose.yaml'), stack({ project: '' }))).toBe(false);
  });

  it('never claims a container for two stacks in different directories', () => {
    const word = fc.constantFrom('app', 'web', 'a', 'app-2');
    const place = fc.tuple(fc.constantFrom('/opt/stacks', '/srv', '/srv/stacks'), word);
    fc.assert(
      fc.property(place, place, word, word, word, ([rootA, a], [rootB, b], projectA, projectB, project) => {
        fc.pre(`${rootA}/${a}` !== `${rootB}/${b}`);
        const at = (root: string, name: string, own: string) =>
          stack({
            name,
            root,
            path: `${root}/${name}`,
            composeFile: `${root}/${name}/compose.yaml`,
            project: own,
          });
        const container = made(project, `${rootA}/${a}/compose.yaml`);
        expect(belongsTo(container, at(rootA, a, projectA))).toBe(project === projectA);
        expect(belongsTo(container, at(rootB, b, projectB))).toBe(false);
      }),
    );
  });
});

describe('isOwn', () => {
  const own = { project: 'stowage', configFiles: ['/opt/stacks/stowage/compose.yaml'] };

  it('is decided by our labels, not by what a service or directory is called', () => {
    expect(isOwn(stack({ name: 'stowage', path: '/opt/stacks/stowage', project: 'stowage' }), own)).toBe(
      true,
    );
    expect(isOwn(stack(), own)).toBe(false);
    expect(isOwn(stack({ project: 'stowage' }), own)).toBe(false);
    expect(
      isOwn(stack({ root: '/srv', path: '/srv/stowage', name: 'stowage', project: 'stowage' }), own),
    ).toBe(false);
  });

  it('is nobody when Compose did not make our container', () => {
    expect(isOwn(stack(), { project: null, configFiles: [] })).toBe(false);
  });
});

describe('foreignProjects', () => {
  it('says nothing about containers that are matched, or that are nobody’s', () => {
    const containers = [
      made('app', '/opt/stacks/app/compose.yaml'),
      made('other', '/home/me/other/compose.yaml'),
      made('broken'),
    ];
    expect(foreignProjects(containers, [stack()])).toEqual([]);
  });

  it('reports a stack that was started under another project name once, with the remedy', () => {
    const started = made('renamed', '/opt/stacks/app/compose.yaml');
    const warnings = foreignProjects([started, started], [stack()]);
    expect(warnings).toEqual([
      {
        code: 'foreign_project',
        path: '/opt/stacks/app',
        message: expect.stringContaining('COMPOSE_PROJECT_NAME=renamed'),
      },
    ]);
  });

  it('reports containers of the stack’s project that were made from a path we do not know', () => {
    const warnings = foreignProjects([made('app', '/home/me/link/compose.yaml')], [stack()]);
    expect(warnings).toEqual([
      {
        code: 'project_elsewhere',
        path: '/opt/stacks/app',
        message: expect.stringContaining('/home/me/link/compose.yaml'),
      },
    ]);
  });

  it('leaves two stacks of one project in peace when each container is in one of them', () => {
    const twin = stack({ root: '/srv', path: '/srv/app', composeFile: '/srv/app/compose.yaml' });
    const containers = [made('app', '/srv/app/compose.yaml'), made('app', '/opt/stacks/app/compose.yaml')];
    expect(foreignProjects(containers, [stack(), twin])).toEqual([]);
  });
});
