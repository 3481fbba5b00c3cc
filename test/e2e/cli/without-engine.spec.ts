import type { NamedFinding } from '../../../src/modules/diagnosis/index.js';
import { Scratch } from './scratch.js';
import { stowage } from './command.js';

const NO_ENGINE = '/nonexistent/docker.sock';

describe('stowage without an engine', () => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await Scratch.make();
    await scratch.addStack('photos');
  });
  afterAll(() => scratch.remove());

  const run = (...args: readonly string[]) => stowage(args, scratch.variables(NO_ENGINE));

  it('ends with 2 when the command line is wrong', async () => {
    const { code, stderr } = await run('backup', 'photos', '--format', 'zip');
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are tar, tar.gz, tar.zst, folder');
  });

  it('ends with 78 when the configuration is wrong, naming every wrong variable', async () => {
    const wrong = { ...scratch.variables(NO_ENGINE), PORT: 'many', LOG_LEVEL: 'loud' };
    const { code, stdout, stderr } = await stowage(['stacks'], wrong);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain('PORT is "many"');
    expect(stderr).toContain('LOG_LEVEL is "loud"');
  });

  it('ends with 69, and soon, when the database does not answer', async () => {
    const DATABASE_URL = 'postgres://stowage:top-secret@127.0.0.1:1/stowage';
    const { code, stderr } = await stowage(['jobs'], { ...scratch.variables(NO_ENGINE), DATABASE_URL });
    expect(code).toBe(69);
    expect(stderr).toContain('The database "stowage" at 127.0.0.1:1 cannot be used');
    expect(stderr).not.toContain('top-secret');
  });

  it('doctor says what to do about the engine', async () => {
    const { code, stdout } = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Docker engine +no answer at \/nonexistent\/docker\.sock/);
    expect(stdout).toContain('→ Start Docker, or set DOCKER_HOST');
    expect(stdout).toMatch(/✓ Database +built-in PostgreSQL \d+, ready to start/);
    expect(stdout).toMatch(/✓ Stacks +1 found in/);
  });

  it('doctor begins with a wrong configuration and looks at the machine all the same', async () => {
    const wrong = { ...scratch.variables(NO_ENGINE), DOCKER_HOST: 'tcp://elsewhere:2375' };
    const { code, stdout } = await stowage(['doctor', '--json'], wrong);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly NamedFinding[] };
    expect(findings[0]).toMatchObject({ name: 'Configuration', verdict: 'problem' });
    expect(findings[0]?.detail).toContain('DOCKER_HOST is "tcp://elsewhere:2375"');
    expect(findings.find(({ name }) => name === 'GNU tar')?.verdict).toBe('ok');
  });

  it('doctor finds a directory that cannot be one', async () => {
    const blocked = {
      ...scratch.variables(NO_ENGINE),
      ARCHIVES_DIR: `${scratch.stacksDir}/photos/compose.yaml/sub`,
    };
    const { stdout } = await stowage(['doctor'], blocked);
    expect(stdout).toMatch(/✗ Archive directory/);
    expect(stdout).toContain('or set ARCHIVES_DIR to another directory.');
  });

  it('lists stacks with an unknown state, and the reason on standard error', async () => {
    const { code, stdout, stderr } = await run('stacks');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^NAME +STATE +SERVICES +PATH\nphotos +unknown +0\/1 +\//);
    expect(stderr).toContain('The Docker engine does not answer');
  });

  it('ends with 1 when the job failed, and says why', async () => {
    const { code, stdout } = await run('backup', 'photos');
    expect(code).toBe(1);
    expect(stdout).toContain('The Docker engine does not answer');
    expect(stdout).toMatch(/Job \d+: failed/);
  });

  it('prints nothing but the document with --json', async () => {
    const { code, stdout } = await run('backup', 'photos', '--no-stop', '--json');
    expect(code).toBe(0);
    const { job, metrics } = JSON.parse(stdout);
    expect(job).toMatchObject({ status: 'success', triggered_by: 'cli', dry_run: false });
    expect(metrics).toMatchObject([{ stack_name: 'photos', status: 'success', downtime_ms: null }]);
  });
});
