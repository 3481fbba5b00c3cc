import type { JobLog, LogLine } from '../../src/modules/jobs/index.js';

export interface JobLogHarness {
  readonly log: JobLog;
  readonly jobIds: readonly [number, number];
}

const line = (number: number, change: Partial<LogLine> = {}): LogLine => ({
  number,
  time: new Date(Date.UTC(2026, 5, 1, 3, 0, 0, number)),
  level: 'INFO',
  stack: null,
  text: `line ${number}`,
  ...change,
});

const lines = (from: number, to: number, change: Partial<LogLine> = {}): LogLine[] =>
  [...Array(to - from + 1).keys()].map((index) => line(from + index, change));

export function jobLogContract(make: () => Promise<JobLogHarness>): void {
  let log: JobLog;
  let id: number;
  let other: number;
  beforeEach(async () => {
    ({
      log,
      jobIds: [id, other],
    } = await make());
  });

  it('is empty at first', async () => {
    expect(await log.lastNumber(id)).toBe(0);
    expect(await log.read(id, { after: 0, limit: 10 })).toEqual({ lines: [], lastLine: 0 });
    expect(await log.append(id, [])).toBe(0);
  });

  it('gives back every line as it was, in order, of one job', async () => {
    const odd = [
      line(1, {
        level: 'SUCCESS',
        stack: 'a, {b} "c"',
        text: '{"x": \\ NULL, \u001b[31mred\u001b[0m é 😀\n\t',
      }),
      line(2, { level: 'ERROR', stack: 'NULL', text: '' }),
      line(3, { level: 'DEBUG', text: 'NULL' }),
    ];
    await log.append(id, odd);
    await log.append(other, lines(1, 5, { text: 'of another job' }));
    expect((await log.read(id, { after: 0, limit: 10 })).lines).toEqual(odd);
    expect(await log.lastNumber(id)).toBe(3);
  });

  it('numbers the lines of several writers without a gap, loses none, and keeps each batch together', async () => {
    const writers = ['a', 'b', 'c', 'd'];
    const write = async (text: string): Promise<void> => {
      for (let batch = 0; batch < 10; batch += 1) await log.append(id, lines(1, 3, { text }));
    };
    await Promise.all(writers.map(write));
    const { lines: read } = await log.read(id, { after: 0, limit: 1_000 });
    expect(read.map(({ number }) => number)).toEqual([...Array(120).keys()].map((index) => index + 1));
    const batches = read.filter((_, index) => index % 3 === 0).map(({ text }) => text);
    expect(read.map(({ text }) => text)).toEqual(batches.flatMap((text) => [text, text, text]));
    expect(writers.map((text) => batches.filter((one) => one === text).length)).toEqual([10, 10, 10, 10]);
  });

  it('is read page by page, without a gap or a repetition', async () => {
    await log.append(id, lines(1, 25));
    const read: number[] = [];
    for (let after = 0, more = true; more;) {
      const page = await log.read(id, { after, limit: 10 });
      read.push(...page.lines.map(({ number }) => number));
      more = page.lastLine > after;
      after = page.lastLine;
    }
    expect(read).toEqual([...Array(25).keys()].map((index) => index + 1));
  });

  it('tells for one stack how far it looked', async () => {
    await log.append(id, [...lines(1, 4, { stack: 'a' }), ...lines(5, 9, { stack: 'b' })]);
    expect(await log.read(id, { after: 0, stack: 'a', limit: 2 })).toMatchObject({ lastLine: 2 });
    expect(await log.read(id, { after: 2, stack: 'a', limit: 10 })).toEqual({
      lines: lines(3, 4, { stack: 'a' }),
      lastLine: 9,
    });
    expect(await log.read(id, { after: 9, stack: 'a', limit: 10 })).toEqual({ lines: [], lastLine: 9 });
    expect(await log.read(id, { after: 50, limit: 10 })).toEqual({ lines: [], lastLine: 50 });
  });

  it('takes many lines at once', async () => {
    expect(await log.append(id, lines(1, 20_000))).toBe(20_000);
    expect(await log.lastNumber(id)).toBe(20_000);
  });
}
