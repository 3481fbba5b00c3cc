import { ALL_UP, cache, db, setUp, stack, web } from '../../../../test/support/suspendable-shop.js';
import { EngineTimeout } from '../domain/stack.errors.js';
import type { OpenSuspension } from '../domain/suspension.js';

/** A stack whose database does not become healthy any more after the backup. */
async function ill() {
  const shop = setUp(db, cache, web);
  shop.runtime.becomesHealthyAfter(db.id, 1_000_000);
  await shop.suspendStack.during(shop.request, () => Promise.resolve());
  return watched(shop);
}

/** A stack whose database did not stop in time, and still runs. */
async function stubborn() {
  const shop = setUp(db, cache, web);
  const stop = shop.runtime.stop.bind(shop.runtime);
  shop.runtime.stop = (id) =>
    id === db.id ? Promise.reject(new EngineTimeout('stop container', 40)) : stop(id);
  const { work, downtime } = await shop.suspendStack.during(shop.request, () => Promise.resolve());
  expect(work.status).toBe('rejected');
  expect(downtime).toMatchObject({ runningAgain: true });
  shop.runtime.stop = stop;
  return watched(shop);
}

function watched(shop: ReturnType<typeof setUp>) {
  const open = async (): Promise<OpenSuspension | null> => shop.journal.findOpenFor(stack.path);
  const look = async (): Promise<void> => {
    const suspension = await open();
    if (suspension) await shop.watch.execute(suspension, shop.log, { ...shop.request.resume, patience: 0 });
  };
  const startsOf = (service: string): number =>
    shop.runtime.calls.filter((call) => call === `start shop-${service}-1`).length;
  return { ...shop, open, look, startsOf };
}

describe('WatchResumedStack', () => {
  describe('a stack that runs but is ill', () => {
    it('keeps the alarm, and starts nothing that somebody stops to repair it', async () => {
      const { runtime, look, open, startsOf } = await ill();
      await expect(look()).rejects.toMatchObject({ code: 'STACK_NOT_HEALTHY' });
      await runtime.stop(db.id);
      const starts = startsOf('db');
      await expect(look()).rejects.toThrow('shop-db-1 is exited');
      expect(startsOf('db')).toBe(starts);
      expect(await open()).toMatchObject({ lastError: 'shop-db-1 is exited' });
    });

    it('ends the alarm when it is healthy again', async () => {
      const { runtime, look, open } = await ill();
      runtime.seed(db);
      await look();
      expect(await open()).toBeNull();
    });

    it('ends the alarm when somebody removed what was ill', async () => {
      const { runtime, look, open } = await ill();
      runtime.forget(db.id);
      await look();
      expect(await open()).toBeNull();
    });

    it('changes nothing while the engine does not answer', async () => {
      const { runtime, look, open } = await ill();
      const before = await open();
      runtime.setOutage('gone');
      await look();
      expect(await open()).toEqual(before);
    });

    it('is backed up all the same, waits for no health then, and the alarm outlives that backup', async () => {
      const { suspendStack, request, runtime, clock, log, open, look } = await ill();
      const before = clock.now().getTime();
      await suspendStack.payEarlierDebt(stack, log, request.resume);
      const containers = await runtime.containersOfProject('shop');
      const { work, downtime } = await suspendStack.during({ ...request, jobId: 8, containers }, () =>
        Promise.resolve(),
      );
      expect(work.status).toBe('fulfilled');
      expect(downtime).toMatchObject({ runningAgain: true });
      expect(clock.now().getTime() - before).toBeLessThan(request.resume.healthTimeout * 1000);
      expect(log.of('WARNING').join()).toContain('Since job 7');
      expect(await open()).toMatchObject({ jobId: 8, lastError: expect.stringContaining('shop-db-1') });
      runtime.seed(db);
      await look();
      expect(await open()).toBeNull();
    });
  });

  describe('a stop that the engine did not confirm', () => {
    it('is no alarm, and is watched for', async () => {
      const { open } = await stubborn();
      const suspension = await open();
      expect(suspension).toMatchObject({ lastError: null, attempts: 0 });
      expect(suspension?.watchUntil).not.toBeNull();
    });

    it('is mended when it takes effect late, and watched for again', async () => {
      const { runtime, look, open, stateOf, startsOf, log } = await stubborn();
      await look();
      await runtime.stop(db.id);
      await look();
      expect(startsOf('db')).toBe(1);
      expect(await stateOf()).toMatchObject({ db: 'running' });
      expect(log.of('WARNING').join()).toContain('shop-db-1 stopped after all');
      expect(await open()).not.toBeNull();
    });

    it('is forgotten after a while, and what somebody stops then stays stopped', async () => {
      const { runtime, clock, look, open, startsOf } = await stubborn();
      clock.advance(3_600_000);
      await look();
      expect(await open()).toBeNull();
      await runtime.stop(db.id);
      await look();
      expect(startsOf('db')).toBe(0);
    });

    it('is mended by the next backup, when it has come by then', async () => {
      const { suspendStack, request, runtime, log, open, stateOf } = await stubborn();
      await runtime.stop(db.id);
      await suspendStack.payEarlierDebt(stack, log, request.resume);
      await suspendStack.during({ ...request, jobId: 8, containers: [cache, web] }, () => Promise.resolve());
      expect(await stateOf()).toEqual(ALL_UP);
      expect(await open()).toBeNull();
    });

    it('does not keep the next backup from stopping the stack itself', async () => {
      const { suspendStack, request, open } = await stubborn();
      const { work } = await suspendStack.during({ ...request, jobId: 8 }, () => Promise.resolve());
      expect(work.status).toBe('fulfilled');
      expect(await open()).toBeNull();
    });
  });
});
