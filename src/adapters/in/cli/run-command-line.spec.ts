import { AmbiguousStackName, EngineUnreachable, StackNotFound } from '../../../modules/stacks/index.js';
import { ok, problem, warning, type NamedFinding } from '../../../modules/diagnosis/index.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import { runCommandLine } from './run-command-line.js';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Whether the use cases were asked for. */
  readonly opened: boolean;
}

const SEEN: readonly NamedFinding[] = [{ name: 'Tar', ...ok('fine') }];

async function run(
  args: readonly string[],
  { fails, findings = SEEN }: { readonly fails?: Error; readonly findings?: readonly NamedFinding[] } = {},
): Promise<Run> {
  const written = { out: '', err: '', opened: false };
  const context: Omit<CommandContext, 'end'> = {
    output: {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      terminal: null,
      readerLeft: new AbortController().signal,
    },
    interrupted: new AbortController().signal,
    diagnose: () => Promise.resolve(findings),
    withUseCases: () => {
      written.opened = true;
      return fails ? Promise.reject(fails) : Promise.resolve(EXIT.success.code);
    },
  };
  const code = await runCommandLine({ args, version: '1.2.3' }, context);
  return { code, ...written };
}

describe('the command line', () => {
  it.each([
    [['backup']],
    [['backup', 'a', '--format', 'zip']],
    [['backup', 'a', '--level', 'high']],
    [['backup', 'a', '--format', 'tar', '--level', '3']],
    [['backup', 'a', '--format', 'tar.gz', '--level', '10']],
    [['backup', '--archive', 'nightly', 'photos']],
    [['backup', '--archive', 'nightly', '--format', 'tar']],
    [['jobs', '--limit', '0']],
    [['jobs', '--status', 'sleeping']],
    [['jobs', 'show']],
    [['jobs', 'show', '-1']],
    [['jobs', 'show', '1e3']],
    [['jobs', 'show', '99999999999']],
    [['jobs', 'frob']],
    [['frob']],
    [['stacks', '--frob']],
    [['stacks', 'one']],
    [[]],
  ])('%j is a usage error, told on standard error, and touches nothing', async (args) => {
    const { code, out, err, opened } = await run(args);
    expect({ code, out, opened }).toEqual({ code: 2, out: '', opened: false });
    expect(err).not.toBe('');
  });

  it.each([
    [['stacks']],
    [['backup', 'a', 'b', '--format', 'folder', '--no-stop', '--no-data', '--dry-run']],
    [['backup', 'a', '--level', '19']],
    [['backup', '--archive', '7', '--dry-run']],
    [['jobs', '--limit', '5', '--status', 'failed']],
    [['jobs', 'show', '3', '--json']],
    [['jobs', 'log', '3', '--follow']],
    [['jobs', 'cancel', '3']],
  ])('%j is understood', async (args) => {
    expect(await run(args)).toEqual({ code: 0, out: '', err: '', opened: true });
  });

  it.each([
    [new StackNotFound('a'), 5],
    [new AmbiguousStackName('a', ['/x/a', '/y/a']), 5],
    [new EngineUnreachable('gone'), 69],
    [new Error('a bug'), 1],
  ])('%p ends with its own code and its words on standard error', async (fails, code) => {
    const ended = await run(['stacks'], { fails });
    expect(ended.code).toBe(code);
    expect(ended.out).toBe('');
    expect(ended.err).toContain(fails.message);
  });

  it('lets no message drive the terminal', async () => {
    expect((await run(['stacks'], { fails: new StackNotFound('\u001b[2J') })).err).not.toContain('\u001b');
  });

  it('tells its version and its help on standard output', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n', err: '' });
    for (const args of [['--help'], ['backup', '--help'], ['jobs', 'log', '--help'], ['help', 'jobs']]) {
      const { code, out } = await run(args);
      expect(code).toBe(0);
      for (const exit of Object.values(EXIT)) expect(out).toContain(exit.meaning);
    }
  });
});

describe('doctor', () => {
  it.each([
    [ok('fine'), 0],
    [warning('so so', 'mend it'), 0],
    [problem('broken', 'mend it'), 1],
  ])('with %p ends with %i', async (finding, code) => {
    expect((await run(['doctor'], { findings: [{ name: 'It', ...finding }] })).code).toBe(code);
  });

  it('prints one JSON document', async () => {
    const { out } = await run(['doctor', '--json']);
    expect(JSON.parse(out)).toEqual({
      findings: [{ name: 'Tar', verdict: 'ok', detail: 'fine', remedy: null }],
    });
  });
});
