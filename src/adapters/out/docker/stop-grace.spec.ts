import { graceOf } from './stop-grace.js';

describe('graceOf', () => {
  it.each([
    [30, 30_000],
    [0, 0],
    [null, 10_000],
    [undefined, 10_000],
    [-1, 3_600_000],
  ])('takes a stop time-out of %s for %d ms', (stopTimeout, ms) => {
    expect(graceOf(stopTimeout)).toBe(ms);
  });
});
