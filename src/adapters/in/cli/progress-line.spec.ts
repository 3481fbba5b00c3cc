import * as fc from 'fast-check';
import type { Job, JobProgress } from '../../../modules/jobs/index.js';
import { columnsOf } from './printable.js';
import { progressLine } from './progress-line.js';

const NOW = new Date('2026-03-04T05:06:30Z');
const NOTHING_YET: JobProgress = {
  phase: 'stacks',
  stackPath: '/opt/stacks/photos',
  stacksDone: 0,
  stacksTotal: 2,
  files: 0,
  bytesRead: 0,
  bytesWritten: 0,
  filesExpected: null,
  bytesExpected: null,
  bytesPerSecond: null,
  secondsLeft: null,
  downSince: null,
};
const line = (progress: Partial<JobProgress>, columns = 120): string =>
  progressLine({ status: 'running', progress: { ...NOTHING_YET, ...progress } }, NOW, columns);

describe('progressLine', () => {
  it('shows stack, downtime, share, bytes, rate and time left', () => {
    const half = {
      bytesRead: 512 * 2 ** 20,
      bytesExpected: 2 ** 30,
      bytesPerSecond: 2 ** 25,
      secondsLeft: 76,
    };
    expect(line({ ...half, downSince: new Date('2026-03-04T05:05:05Z') })).toBe(
      '[1/2] photos  down 1:25  [##########----------]  50%  512.0 MiB  32.0 MiB/s  1:16 left',
    );
  });

  it('leaves out what is not known', () => {
    expect(line({ bytesRead: 100 })).toBe('[1/2] photos  100 B');
    expect(line({ phase: 'finalise', stackPath: null })).toBe('finishing');
  });

  it('stays at 100 % when there is more to read than was expected', () => {
    expect(line({ bytesRead: 30, bytesExpected: 10 })).toContain('[####################] 100%');
  });

  it('says that a queued job waits', () => {
    expect(progressLine({ status: 'queued', progress: null }, NOW, 80)).toBe('waiting for its turn');
  });

  it('says that it cut something off', () => {
    expect(line({ bytesRead: 100 }, 10)).toBe('[1/2] pho~');
  });

  it('is never wider than the terminal and drives none, whatever a stack is called', () => {
    const count = fc.option(fc.nat());
    const anyProgress: fc.Arbitrary<JobProgress> = fc.record({
      phase: fc.constantFrom('initialise', 'stacks', 'finalise'),
      stackPath: fc.option(fc.string({ unit: 'binary' }).map((name) => `/opt/${name}`)),
      stacksDone: fc.nat(),
      stacksTotal: fc.nat(),
      files: fc.nat(),
      bytesRead: fc.nat(),
      bytesWritten: fc.nat(),
      filesExpected: count,
      bytesExpected: count,
      bytesPerSecond: count,
      secondsLeft: count,
      downSince: fc.option(fc.date({ noInvalidDate: true })),
    });
    const anyJob = fc.record({
      status: fc.constantFrom<Job['status']>('queued', 'running', 'success'),
      progress: fc.option(anyProgress),
    });
    fc.assert(
      fc.property(anyJob, fc.nat({ max: 200 }), (job, columns) => {
        const text = progressLine(job, NOW, columns);
        expect(columnsOf(text)).toBeLessThanOrEqual(columns);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
