import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { AppLogLevel } from '../../../config/app-config.js';
import { loadConfig } from '../../../config/load-config.js';
import { Clock } from '../../../kernel/clock.port.js';
import { formatEntry } from './log-entry.js';
import { RotatingAppLog } from './rotating-app-log.js';

class HandSetClock extends Clock {
  time = Date.parse('2026-03-04T05:06:07.089Z');
  now(): Date {
    return new Date(this.time);
  }
  pause(): Promise<void> {
    return Promise.resolve();
  }
}

describe('RotatingAppLog', () => {
  const clock = new HandSetClock();
  let directory: string;
  let printed: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stowage-app-log-'));
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(directory, { recursive: true, force: true });
  });

  const logAt = (LOG_LEVEL: AppLogLevel, LOG_DIR = directory): RotatingAppLog =>
    new RotatingAppLog(loadConfig({ LOG_LEVEL, LOG_DIR }), clock);
  const written = (): Promise<string> => readFile(join(directory, 'app.log'), 'utf8');

  async function until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited in vain; printed so far: ${printed}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('writes one line an entry to standard output and to a file of its owner', async () => {
    const log = logAt('INFO');
    log.log('started', 'Bootstrap');
    log.warn('low on space');
    await log.close();
    expect(await written()).toBe(
      '2026-03-04T05:06:07.089Z INFO    [Bootstrap] started\n2026-03-04T05:06:07.089Z WARNING low on space\n',
    );
    expect(printed).toBe(await written());
    expect((await stat(join(directory, 'app.log'))).mode & 0o777).toBe(0o600);
  });

  it.each<[AppLogLevel, string]>([
    ['DEBUG', 'd v l w e f'],
    ['INFO', 'l w e f'],
    ['WARNING', 'w e f'],
    ['ERROR', 'e f'],
  ])('at level %s tells %s', async (level, expected) => {
    const log = logAt(level);
    log.debug('d');
    log.verbose('v');
    log.log('l');
    log.warn('w');
    log.error('e');
    log.fatal('f');
    await log.close();
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => line.at(-1))
        .join(' '),
    ).toBe(expected);
  });

  it('understands what Nest hands over: message, stack, context', async () => {
    const log = logAt('INFO');
    Logger.overrideLogger(log);
    new Logger('Backup').error('failed', new Error('disk gone', { cause: 'ENOSPC' }));
    Logger.overrideLogger(true);
    await log.close();
    expect(await written()).toMatch(
      /ERROR {3}\[Backup\] failed\\nError: disk gone\\n +at .*\\nbecause ENOSPC\n$/,
    );
  });

  it('keeps the file of an earlier day and goes on in the current one', async () => {
    const file = join(directory, 'app.log');
    await writeFile(file, 'old\n', { mode: 0o600 });
    await utimes(file, new Date(2026, 0, 31, 12), new Date(2026, 0, 31, 23, 59));
    const log = logAt('INFO');
    log.log('new');
    await log.close();
    expect((await readdir(directory)).sort()).toEqual(['app.log', 'app.log.20260131']);
    expect(await readFile(`${file}.20260131`, 'utf8')).toBe('old\n');
    expect((await stat(`${file}.20260131`)).mode & 0o777).toBe(0o600);
    expect(await written()).toMatch(/new\n$/);
  });

  it('continues the file of the same day', async () => {
    for (const text of ['one', 'two']) {
      const log = logAt('INFO');
      log.log(text);
      await log.close();
    }
    expect(await written()).toMatch(/one\n.*two\n$/);
  });

  it('survives a directory that cannot be, says so once, and writes again when it can', async () => {
    const blocked = join(directory, 'logs');
    await writeFile(blocked, 'not a directory');
    const log = logAt('INFO', blocked);
    log.log('first');
    await until(() => printed.includes('cannot be written'));
    log.log('second');
    expect(printed.split('cannot be written')).toHaveLength(2);

    await rm(blocked);
    await mkdir(blocked);
    clock.time += 10_000;
    log.log('third');
    await log.close();
    expect(await readFile(join(blocked, 'app.log'), 'utf8')).toMatch(/^[^\n]*third\n$/);
    expect(printed).toMatch(/first\n[^]*second\n[^]*third\n/);
  });

  it('is not bothered by a directory that vanishes', async () => {
    const log = logAt('INFO');
    log.log('before');
    await rm(directory, { recursive: true });
    log.log('after');
    await log.close();
    expect(printed).toMatch(/before\n.*after\n$/);
  });

  it('still prints after it was closed', async () => {
    const log = logAt('INFO');
    await log.close();
    log.log('late');
    expect(printed).toContain('late');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('formatEntry', () => {
  const line = (...parts: readonly unknown[]): string =>
    formatEntry({ at: new Date(0), level: 'INFO', context: undefined, parts });

  it.each([
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['\u2028', '\\u{2028}'],
    ['käse 日本', 'käse 日本'],
  ])('spells out %j', (text, expected) => {
    expect(line(text)).toBe(`1970-01-01T00:00:00.000Z INFO    ${expected}\n`);
  });

  it('shows every failure of several, and nothing that a library hung on them', () => {
    const failure = Object.assign(new AggregateError([new Error('a'), 'b'], 'both'), { password: 'hunter2' });
    expect(line(failure)).toMatch(/both.*because Error: a.*because b/);
    expect(line(failure)).not.toContain('hunter2');
  });

  it('is one line of printable text for any message', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string({ unit: 'binary' }), (value, text) => {
        expect(line(value, text)).toMatch(/^[^\p{Cc}\u2028\u2029]*\n$/u);
      }),
    );
  });
});
