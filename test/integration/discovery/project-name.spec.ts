import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FilesystemStackDirectory } from '../../../src/adapters/out/filesystem/discovery/filesystem.stack-directory.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';

const SERVICES = 'services: { web: { image: web } }\n';
const named = (name: string): string => `name: ${name}\n${SERVICES}`;

interface Case {
  /** Of the stack's directory. */
  readonly directory?: string;
  readonly env?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const CASES: Readonly<Record<string, Case>> = {
  'a plain directory': { directory: 'plain' },
  'a directory with capitals and dots': { directory: 'My.App' },
  'a directory that begins with signs': { directory: '_-under_' },
  'a directory with spaces and umlauts': { directory: 'Größe x' },
  'a directory with quotes and a line end': { directory: 'a"b\'c\nd' },
  'a directory without letters': { directory: 'ÄÖ' },
  'a name': { files: { 'compose.yaml': named('from-file') } },
  'a name to be normalised': { files: { 'compose.yaml': named('From.File') } },
  'an empty name': { files: { 'compose.yaml': named('""') } },
  'the environment before the name': {
    env: 'COMPOSE_PROJECT_NAME=env\n',
    files: { 'compose.yaml': named('file') },
  },
  'an empty environment': { env: 'COMPOSE_PROJECT_NAME=\n', files: { 'compose.yaml': named('file') } },
  'a name with a variable': { env: 'V=abc\n', files: { 'compose.yaml': named('${V}-x') } },
  'a name with $V': { env: 'V=abc\n', files: { 'compose.yaml': named('$V-x') } },
  'a default': { files: { 'compose.yaml': named('${V:-default}') } },
  'a default for an empty variable': { env: 'V=\n', files: { 'compose.yaml': named('a${V:-b}${V-c}') } },
  'an alternative': { env: 'V=1\n', files: { 'compose.yaml': named('a${V:+yes}${W+no}') } },
  'a nested default': { env: 'W=w\n', files: { 'compose.yaml': named('${V:-${W:-n}}') } },
  'a doubled dollar': { files: { 'compose.yaml': named('a$$b') } },
  'a required variable': { files: { 'compose.yaml': named('${V:?say it}') } },
  'an unset variable': { files: { 'compose.yaml': named('${V}') } },
  'an open brace': { files: { 'compose.yaml': named('${V') } },
  'double quotes and a comment': { env: 'COMPOSE_PROJECT_NAME="quoted" # c\n' },
  'single quotes': { env: "COMPOSE_PROJECT_NAME='single'\n" },
  'a comment': { env: '# first\nCOMPOSE_PROJECT_NAME=val # comment\n' },
  export: { env: 'export COMPOSE_PROJECT_NAME=exported\n' },
  'blanks around': { env: '  COMPOSE_PROJECT_NAME = spaced \n' },
  'a colon': { env: 'COMPOSE_PROJECT_NAME: yamlish\n' },
  twice: { env: 'COMPOSE_PROJECT_NAME=a\nCOMPOSE_PROJECT_NAME=b\n' },
  'a byte order mark and CRLF': { env: '\ufeffCOMPOSE_PROJECT_NAME=bom\r\nB=1\r\n' },
  'a variable in the environment': { env: 'P=pre\nCOMPOSE_PROJECT_NAME=${P}-app${Q:-1}\n' },
  'a value of several lines before': { env: 'M="multi\nline"\nCOMPOSE_PROJECT_NAME=after\n' },
  'a name without a value before': { env: 'LONELY\nCOMPOSE_PROJECT_NAME=after\n' },
  'an invalid name in the environment': { env: 'COMPOSE_PROJECT_NAME=FromEnv\n' },
  'the name in the override': {
    files: { 'compose.yaml': named('base'), 'compose.override.yaml': named('over') },
  },
  'two overrides': {
    files: {
      'compose.yaml': named('base'),
      'compose.override.yaml': named('x'),
      'compose.override.yml': named('y'),
    },
  },
  'all four files': {
    files: {
      'docker-compose.yaml': named('d'),
      'docker-compose.yml': named('c'),
      'compose.yml': named('b'),
      'compose.yaml': named('a'),
    },
  },
  'both old names': { files: { 'docker-compose.yaml': named('d'), 'docker-compose.yml': named('c') } },
  'several documents': { files: { 'compose.yaml': `name: first\n---\n${named('second')}` } },
  'a byte order mark in the file': { files: { 'compose.yaml': `\ufeff${named('bom')}` } },
  'an anchor and a merge': {
    files: { 'compose.yaml': `x-a: &a { image: a }\nservices: { web: { <<: *a } }\n` },
  },
  'COMPOSE_FILE in the directory': {
    env: 'COMPOSE_FILE=b.yml:sub/a.yml\n',
    files: { 'b.yml': SERVICES, 'sub/a.yml': named('last'), 'compose.yaml': named('unused') },
  },
  'COMPOSE_FILE elsewhere': { env: 'COMPOSE_FILE=sub/a.yml\n', files: { 'sub/a.yml': SERVICES } },
  'COMPOSE_FILE beside another .env': {
    env: 'COMPOSE_FILE=sub/a.yml\n',
    files: { 'sub/a.yml': SERVICES, 'sub/.env': 'COMPOSE_PROJECT_NAME=inner\n' },
  },
  'two .env files': {
    env: 'COMPOSE_FILE=sub/a.yml\nCOMPOSE_PROJECT_NAME=outer\n',
    files: { 'sub/a.yml': SERVICES, 'sub/.env': 'COMPOSE_PROJECT_NAME=inner\n' },
  },
  'another separator': {
    env: 'COMPOSE_FILE=b.yml,c.yml\nCOMPOSE_PATH_SEPARATOR=,\n',
    files: { 'b.yml': SERVICES, 'c.yml': named('c') },
  },
  'an included project': {
    files: {
      'compose.yaml': `include: [sub/compose.yaml]\n${SERVICES}`,
      'sub/compose.yaml': 'name: inner\nservices: {}\n',
    },
  },
};

/** What Compose itself calls the project; null when it refuses. */
async function askCompose(
  directory: string,
): Promise<{ readonly name: string; readonly services: readonly string[] } | null> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('COMPOSE_')),
  );
  try {
    const args = ['compose', 'config', '--format', 'json'];
    const { stdout } = await promisify(execFile)('docker', args, {
      cwd: directory,
      env: { ...env, PWD: directory },
    });
    const { name, services } = JSON.parse(stdout) as { name: string; services: object };
    return { name, services: Object.keys(services).sort() };
  } catch (error) {
    // It understood us and refused.
    const { code } = error as { readonly code?: unknown };
    if (code === 1 || code === 15) return null;
    throw error;
  }
}

async function write(root: string, { directory = 'dir', env, files }: Case): Promise<string> {
  const path = join(root, directory);
  const all = { ...(env !== undefined && { '.env': env }), ...(files ?? { 'compose.yaml': SERVICES }) };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return path;
}

describeWithDocker('The name of a project', () => {
  let root: string;
  const directory = new FilesystemStackDirectory({
    archivesDir: '/a',
    logDir: '/l',
    downloadsDir: '/d',
    dataDir: '/s',
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stowage-name-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it.each(Object.entries(CASES))('is what Compose says for %s', async (_what, given) => {
    const path = await write(root, given);
    const compose = await askCompose(path);
    const { stacks, warnings } = await directory.find([root]);
    expect(stacks).toHaveLength(1);
    const refused = warnings.some(({ code }) => code === 'project_name_invalid');
    const ours = stacks.map(({ project, services }) => ({
      name: project,
      services: services.map(({ name }) => name).sort(),
    }));
    expect(refused ? null : ours[0]).toEqual(compose);
  });
});
