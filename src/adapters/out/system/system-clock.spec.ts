import { SystemClock } from './system-clock.js';

describe('SystemClock', () => {
  const clock = new SystemClock();

  it('knows the time', () => {
    const before = Date.now();
    const now = clock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('pauses at least as long as asked', async () => {
    const before = performance.now();
    await clock.pause(30);
    // Node's timers may fire up to a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  it('ends a pause when told to, before or during it, without an error', async () => {
    const during = new AbortController();
    const paused = clock.pause(3_600_000, during.signal);
    during.abort();
    await expect(paused).resolves.toBeUndefined();
    await expect(clock.pause(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
