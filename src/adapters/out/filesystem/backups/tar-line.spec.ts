import { parseTarLine } from './tar-line.js';
import { CappedList, TarReport } from './tar-report.js';

describe('parseTarLine', () => {
  it.each([
    ['-rw-r--r-- 0/0              12 2024-01-01 00:00 web/a', '-', 'web/a', 12],
    ['-rwsr-xr-x+ 4000000000/1 1073741824 2300-01-01 00:00 web/b c', '-', 'web/b c', 1073741824],
    ['crw-r--r-- 0/0             1,3 2024-01-01 00:00 web/null', 'c', 'web/null', 0],
    ['-rw-r--r--* 0/0 3 2024-01-01 00:00 web/new\\nline\\\\n\\303\\251', '-', 'web/new\nline\\n\xc3\xa9', 3],
  ])('%s', (line, type, name, size) => {
    expect(parseTarLine(line)).toEqual({ kind: 'entry', type, name, size });
  });

  it.each([
    ['tar: web/x: socket ignored', { kind: 'message', text: 'web/x: socket ignored' }],
    ['/bin/tar (child): zstd: Cannot exec', { kind: 'message', text: 'zstd: Cannot exec' }],
    ['Total bytes written: 65536 (64KiB, 1MiB/s)', { kind: 'total', bytes: 65536 }],
    ['zstd: error 70 : Write error', { kind: 'words', text: 'zstd: error 70 : Write error' }],
  ])('%s', (line, parsed) => {
    expect(parseTarLine(line)).toEqual(parsed);
  });
});

describe('TarReport', () => {
  const listed = '-rw-r--r-- 0/0 12 2024-01-01 00:00 web/a\\nb';
  const listenTo = async (now: number | null | 'live', ...lines: string[]): Promise<TarReport> => {
    const report = new TarReport(now === 'live' ? null : () => Promise.resolve(now));
    lines.forEach(report.onLine);
    await report.settled();
    return report;
  };

  it.each([
    [12, 0],
    [13, 1],
    [null, 1],
    ['live', 0],
  ] as const)('judges a changed file of 12 bytes that has now %p', async (now, errors) => {
    const report = await listenTo(now, listed, 'tar: web/a\\nb: file changed as we read it');
    expect(report.changedSize.size).toBe(errors);
    expect(report.warnings.size).toBe(1 - errors);
  });

  it('takes a changed directory for a warning, and a vanished file of a stopped stack for an error', async () => {
    const report = await listenTo(12, listed, 'tar: web/dir: file changed as we read it');
    expect([report.changedSize.size, report.warnings.size]).toEqual([0, 1]);
    report.onLine('tar: web/gone: File removed before we read it');
    expect(report.changedSize.items).toEqual(['web/gone']);
  });

  it.each([
    'web/x: Cannot open: Permission denied',
    'web/x: Cannot stat: Input/output error',
    'web/x: Read error at byte 0, while reading 512 bytes: Input/output error',
  ])('cannot read: %s', async (message) => {
    const report = await listenTo('live', `tar: ${message}`);
    expect(report.unreadable.items).toEqual([message]);
  });

  it('takes no name of a file for a complaint', async () => {
    const report = await listenTo('live', 'tar: web/a\\: Cannot open\\: x: socket ignored');
    expect([report.unreadable.size, report.warnings.size]).toEqual([0, 1]);
  });

  it('keeps a thousand warnings and counts the rest', () => {
    const list = new CappedList();
    for (let index = 0; index < 1500; index += 1) list.add(String(index));
    expect(list.items).toHaveLength(1001);
    expect(list.items.at(-1)).toBe('… and 500 more of this kind');
    expect(list.size).toBe(1500);
  });
});
