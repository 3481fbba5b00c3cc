import fc from 'fast-check';
import { InvalidInput } from '../../../kernel/field-error.js';
import type { ArchivePlan } from './archive.js';
import { archiveNameProblem } from './archive-name.js';
import { checkPlan, DEFAULT_CRON, DEFAULT_RETENTION } from './archive-plan.js';
import { cronProblem } from './cron-expression.js';

const plan: ArchivePlan = {
  name: 'nightly',
  stacks: ['/opt/stacks/shop'],
  stopContainers: true,
  includeData: true,
  outputFormat: 'tar.zst',
  compressionLevel: null,
  scheduleEnabled: false,
  scheduleCron: DEFAULT_CRON,
  retention: DEFAULT_RETENTION,
};

describe('archiveNameProblem', () => {
  it.each(['nightly', 'My Archive', 'Käse 日本', 'a', 'x'.repeat(150), 'a..b', '-rf', "it's", '100%'])(
    'takes %j',
    (name) => {
      expect(archiveNameProblem(name)).toBeNull();
    },
  );

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [' a', 'white space'],
    ['a\u00a0', 'white space'],
    ['a/b', 'slashes'],
    ['a\\b', 'slashes'],
    ['..', 'dot'],
    ['.hidden', 'dot'],
    ['a\nb', 'control'],
    ['a\u0000b', 'control'],
    ['a\u202eb', 'invisible'],
    ['a\u200bb', 'invisible'],
    ['\ud800', 'invisible'],
    ['x'.repeat(151), '150 bytes'],
    ['ä'.repeat(76), '150 bytes'],
    ['AdHoc', 'reserved'],
  ])('refuses %j', (name, reason) => {
    expect(archiveNameProblem(name)).toContain(reason);
  });

  it('accepts only what is one visible directory name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        if (archiveNameProblem(name) !== null) return;
        expect(name).not.toMatch(/\p{Cc}|\/|^\.|^$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
      }),
    );
  });
});

describe('cronProblem', () => {
  it.each([
    '0 3 * * *',
    '*/30 * * * *',
    '0 0 1,15 * 0',
    '0 0 * * 7',
    '5-10/2 1-3 * jan-mar mon,WED',
    ' 0  3 * * * ',
    '59 23 31 12 6',
    '0 0 29 2 *',
    '7/5 * * * *',
  ])('takes %j', (cron) => {
    expect(cronProblem(cron)).toBeNull();
  });

  it.each([
    ['', 'five fields'],
    ['* * * *', 'five fields'],
    ['* * * * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['60 * * * *', '0-59'],
    ['* 24 * * *', '0-23'],
    ['* * 0 * *', '1-31'],
    ['* * 32 * *', '1-31'],
    ['* * * 13 *', '1-12'],
    ['* * * * 8', '0-7'],
    ['* * L * *', 'outside'],
    ['* * 15W * *', 'not supported'],
    ['* * ? * *', 'not supported'],
    ['* * * * 5#3', 'not supported'],
    ['10-5 * * * *', 'backwards'],
    ['*/0 * * * *', 'step of 0'],
    ['1,,2 * * * *', 'not a number'],
    ['-1 * * * *', 'not a number'],
    ['1.5 * * * *', 'not a number'],
    ['mon * * * *', 'outside'],
    ['99999999999999999999 * * * *', '0-59'],
  ])('refuses %j', (cron, reason) => {
    expect(cronProblem(cron)).toContain(reason);
  });

  it('names the field that is wrong', () => {
    expect(cronProblem('0 3 * 14 *')).toContain('month "14"');
  });
});

describe('checkPlan', () => {
  it('takes a good plan', () => {
    expect(() => checkPlan(plan)).not.toThrow();
  });

  it.each<[string, Partial<ArchivePlan>]>([
    ['name', { name: '' }],
    ['stacks', { stacks: [] }],
    ['compression_level', { compressionLevel: 20 }],
    ['compression_level', { compressionLevel: 0 }],
    ['compression_level', { compressionLevel: 1.5 }],
    ['compression_level', { outputFormat: 'tar.gz', compressionLevel: 10 }],
    ['compression_level', { outputFormat: 'tar', compressionLevel: 1 }],
    ['schedule_cron', { scheduleCron: 'never' }],
    ['retention.keep_last', { retention: { ...DEFAULT_RETENTION, keepLast: 0 } }],
    ['retention.keep_days', { retention: { ...DEFAULT_RETENTION, keepDays: -1 } }],
    ['retention.keep_years', { retention: { ...DEFAULT_RETENTION, keepYears: 1e9 } }],
  ])('refuses a wrong %s', (field, wrong) => {
    expect(() => checkPlan({ ...plan, ...wrong })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field })] }),
    );
  });

  it('names everything that is wrong at once', () => {
    const check = (): void => checkPlan({ ...plan, name: '', stacks: [], scheduleCron: '' });
    expect(check).toThrow(InvalidInput);
    expect(check).toThrow(/name: .*; stacks: .*; schedule_cron: /);
  });
});
