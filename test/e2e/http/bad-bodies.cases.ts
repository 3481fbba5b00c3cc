const NUL = '\u0000';
const HALF = '\ud800';
const good = { name: 'good', stacks: ['blog'] };

type BadBody = readonly [path: string, body: unknown, status: number, code: string, field?: string];

const invalid = (path: string, field: string, bodies: readonly unknown[]): BadBody[] =>
  bodies.map((body) => [path, body, 422, 'INVALID_INPUT', field]);

const archives = (field: string, changes: readonly object[]): BadBody[] =>
  invalid(
    '/api/archives',
    field,
    changes.map((change) => ({ ...good, ...change })),
  );

const names = [
  '',
  ' ',
  ' a',
  'a ',
  '.',
  '..',
  '.hidden',
  'a/b',
  'a\\b',
  '../x',
  'a\nb',
  'a\u202eb',
  'a\u200bb',
  'adhoc',
];
const crons = [
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '0 0 0 * *',
  '0 0 * 13 *',
  '* * * * 8',
];
const oddCrons = [
  '@daily',
  '0 0 L * *',
  '0 0 * * 5#2',
  '*/0 * * * *',
  '5-1 * * * *',
  '1,,2 * * * *',
  'a b c d e',
  '0 0 15W * ?',
];

const wrongTypes = [null, 1, true, 'yes', [], {}, [[]]];
const wrong = (field: string, ...fitting: readonly unknown[]): BadBody[] =>
  archives(
    field,
    wrongTypes.filter((value) => !fitting.includes(value)).map((value) => ({ [field]: value })),
  );

export const BAD_BODIES: readonly BadBody[] = [
  ...archives(
    'name',
    [...names, 'x'.repeat(151), 'ä'.repeat(76), `a${NUL}`, `a${HALF}`].map((name) => ({ name })),
  ),
  ...archives(
    'schedule_cron',
    [...crons, ...oddCrons].map((schedule_cron) => ({ schedule_cron })),
  ),
  ...wrong('name', 'yes'),
  ...wrong('stacks'),
  ...wrong('stop_containers', true),
  ...wrong('include_data', true),
  ...wrong('output_format'),
  ...wrong('schedule_enabled', true),
  ...wrong('schedule_cron'),
  ...archives(
    'retention',
    [null, 1, 'x', [], [1], true].map((retention) => ({ retention })),
  ),
  ...archives(
    'retention.keep_last',
    [0, -1, 1.5, '1', null, 1e9, []].map((keep_last) => ({ retention: { keep_last } })),
  ),
  ...archives(
    'retention.keep_days',
    [-1, 1e300, 'x', null, {}].map((keep_days) => ({ retention: { keep_days } })),
  ),
  ...archives('retention.one_per_day', [
    { retention: { one_per_day: 'yes' } },
    { retention: { one_per_day: null } },
  ]),
  ...archives('retention.keep_hours', [{ retention: { keep_hours: 1 } }]),
  ...archives('compression_level', [
    ...[0, 20, -1, 1.5, '3', true, [], 1e20].map((compression_level) => ({ compression_level })),
    { output_format: 'tar', compression_level: 1 },
    { output_format: 'folder', compression_level: 1 },
    { output_format: 'tar.gz', compression_level: 10 },
  ]),
  ...archives(
    'output_format',
    ['zip', 'TAR', 'tar.xz', '', '.tar'].map((output_format) => ({ output_format })),
  ),
  ...archives(
    'stacks',
    [[1], [null], [''], ['blog', 2], ['x'.repeat(4_097)], Array(1_001).fill('blog')].map((stacks) => ({
      stacks,
    })),
  ),
  ...archives('stacks.0', [{ stacks: [`/opt/${NUL}`] }, { stacks: [HALF] }]),
  ...archives('id', [{ id: 7 }]),
  ...archives(`a\uFFFD`, [{ [`a${NUL}`]: 1 }]),
  ...invalid('/api/archives', 'name', [
    {},
    [],
    [good],
    { stacks: ['blog'] },
    { Name: 'x', stacks: ['blog'] },
  ]),
  ['/api/archives', { ...good, stacks: ['nowhere'] }, 422, 'STACK_NOT_FOUND'],
  ['/api/archives', { ...good, stacks: ['/etc'] }, 422, 'STACK_NOT_FOUND'],
  ['/api/archives', { ...good, stacks: ['../blog'] }, 422, 'STACK_NOT_FOUND'],
  ['/api/archives', { ...good, stacks: ['twin'] }, 422, 'AMBIGUOUS_STACK_NAME'],
  ['/api/archives', { ...good, name: 'TAKEN' }, 409, 'ARCHIVE_NAME_TAKEN'],
  ['/api/archives/1/edit', { name: null }, 422, 'INVALID_INPUT', 'name'],
  ['/api/archives/1/edit', { stacks: [] }, 422, 'INVALID_INPUT', 'stacks'],
  ['/api/archives/1/edit', { stacks: null }, 422, 'INVALID_INPUT', 'stacks'],
  ['/api/archives/1/edit', { retention: null }, 422, 'INVALID_INPUT', 'retention'],
  ['/api/archives/1/edit', { created_at: '2026-01-01' }, 422, 'INVALID_INPUT', 'created_at'],
  ['/api/archives/1/edit', [], 422, 'INVALID_INPUT'],
  ['/api/archives/1/run', {}, 409, 'ARCHIVE_BUSY'],
  ...invalid('/api/jobs', 'stacks', [
    {},
    [],
    { stacks: [] },
    { stacks: 'blog' },
    { stacks: null },
    { stacks: {} },
  ]),
  ...invalid('/api/jobs', 'dry_run', [
    { stacks: ['blog'], dry_run: 'no' },
    { stacks: ['blog'], dry_run: null },
  ]),
  ...invalid('/api/jobs', 'name', [{ stacks: ['blog'], name: 'x' }]),
  ...invalid('/api/jobs', 'output_format', [{ stacks: ['blog'], output_format: 'rar' }]),
  ...invalid('/api/jobs', 'compression_level', [
    { stacks: ['blog'], output_format: 'tar', compression_level: 3 },
  ]),
  ['/api/jobs', { stacks: ['blog', 'nowhere'] }, 422, 'STACK_NOT_FOUND'],
  ['/api/jobs', { stacks: ['twin'] }, 422, 'AMBIGUOUS_STACK_NAME'],
];
