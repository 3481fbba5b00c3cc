import type { InMemoryStackRuntime } from '../../../../test/support/in-memory/in-memory.stack-runtime.js';
import { ALL_UP, cache, db, setUp, stack, web } from '../../../../test/support/suspendable-shop.js';

describe('ResumeStack', () => {
  it('tries failed starts again while its patience lasts', async () => {
    const { suspendStack, request, runtime, stateOf, clock, log } = setUp(db, cache, web);
    const pause = clock.pause.bind(clock);
    clock.pause = async (ms, signal) => {
      runtime.setOutage(null);
      await pause(ms, signal);
    };
    const { downtime } = await suspendStack.during(request, () => {
      runtime.start = afterOutage(runtime);
      return Promise.resolve();
    });
    expect(downtime.runningAgain).toBe(true);
    expect(await stateOf()).toEqual(ALL_UP);
    expect(log.of('WARNING').join()).toContain('trying again');
  });

  it('raises the alarm and keeps the debt when a container cannot be started', async () => {
    const { suspendStack, request, runtime, journal, stateOf } = setUp(db, cache, web);
    runtime.refuseStart(cache.id, 'port is already allocated');
    const { work, downtime } = await suspendStack.during(request, () => Promise.resolve('captured'));
    expect(work).toEqual({ status: 'fulfilled', value: 'captured' });
    expect(downtime).toMatchObject({ runningAgain: false, problem: { code: 'STACK_LEFT_DOWN' } });
    expect(await journal.findOpen()).toMatchObject([
      { attempts: 1, lastError: expect.stringContaining('port') },
    ]);
    expect(await stateOf()).toEqual({ db: 'running', cache: 'exited', web: 'running' });
  });

  it('does not wait for the health of what an unreachable engine could not start', async () => {
    const { suspendStack, request, runtime, clock } = setUp(db, cache, web);
    const before = clock.now();
    const { downtime } = await suspendStack.during(request, async () => runtime.setOutage('no such socket'));
    expect(downtime).toMatchObject({ runningAgain: false });
    expect(clock.now().getTime() - before.getTime()).toBeLessThan(request.resume.healthTimeout * 1000);
  });

  it('starts a container again that ended right after its start, and raises the alarm if it does so each time', async () => {
    const { suspendStack, request, runtime, journal } = setUp(db, cache, web);
    const start = runtime.start.bind(runtime);
    runtime.start = async (id) => {
      await start(id);
      if (id === cache.id) setImmediate(() => runtime.seed({ ...cache, state: 'exited', exitCode: 1 }));
    };
    const { downtime } = await suspendStack.during(request, () => Promise.resolve());
    expect(downtime).toMatchObject({ runningAgain: false, problem: { code: 'STACK_LEFT_DOWN' } });
    expect(String(downtime.problem)).toContain('exit code 1');
    expect(runtime.calls.filter((call) => call === 'start shop-cache-1').length).toBeGreaterThan(1);
    expect(await journal.findOpen()).toHaveLength(1);
  });

  it('does not believe a start that the container did not survive', async () => {
    const { suspendStack, request, runtime, journal } = setUp(db, cache, web);
    const start = runtime.start.bind(runtime);
    runtime.start = async (id) => {
      await start(id);
      if (id === web.id) runtime.seed({ ...web, state: 'exited', exitCode: 1 });
    };
    const { downtime } = await suspendStack.during(request, () => Promise.resolve());
    expect(String(downtime.problem)).toContain('shop-web-1 was started but is exited (exit code 1)');
    expect(await journal.findOpen()).toHaveLength(1);
  });

  it('does not call a stack back that runs but is not healthy as it was', async () => {
    const { suspendStack, request, runtime, journal, clock } = setUp(db, cache, web);
    runtime.becomesHealthyAfter(db.id, 1_000_000);
    const { downtime } = await suspendStack.during(request, () => Promise.resolve());
    expect(downtime).toMatchObject({ runningAgain: false, problem: { code: 'STACK_NOT_HEALTHY' } });
    expect(String(downtime.problem)).toContain('not healthy');
    expect(await journal.findOpen()).toMatchObject([
      {
        attempts: 1,
        startedAt: clock.now(),
        lastError: expect.stringContaining('not healthy'),
        watchUntil: null,
      },
    ]);
  });

  it('waits for nothing when the service is being stopped', async () => {
    const { suspendStack, request, runtime, hurry, stateOf, clock } = setUp(db, cache, web);
    runtime.becomesHealthyAfter(db.id, 50);
    const before = clock.now();
    await suspendStack.during(request, () => {
      hurry.abort();
      return Promise.resolve();
    });
    expect(await runtime.containers()).toContainEqual(
      expect.objectContaining({ service: 'db', health: 'starting' }),
    );
    expect(await stateOf()).toEqual(ALL_UP);
    expect(clock.now()).toEqual(before);
  });

  it('does not wait for the health of what was ill before', async () => {
    const ill = { ...db, health: 'unhealthy' } as const;
    const { suspendStack, request, runtime, clock } = setUp(ill, cache, web);
    runtime.becomesHealthyAfter(db.id, 1_000_000);
    const before = clock.now().getTime();
    const { downtime } = await suspendStack.during(request, () => Promise.resolve());
    expect(downtime.runningAgain).toBe(true);
    expect(clock.now().getTime() - before).toBeLessThan(request.resume.healthTimeout * 1000);
  });

  it('recreates nothing when the service is being stopped', async () => {
    const { suspendStack, request, hurry, stateOf } = setUp(db, cache, web);
    let recreated = false;
    const startFirst = (): Promise<void> => {
      recreated = true;
      return Promise.resolve();
    };
    await suspendStack.during({ ...request, resume: { ...request.resume, startFirst } }, () => {
      hurry.abort();
      return Promise.resolve();
    });
    expect(recreated).toBe(false);
    expect(await stateOf()).toEqual(ALL_UP);
  });

  it('starts the old containers when recreating them fails', async () => {
    const { suspendStack, request, stateOf, log } = setUp(db, cache, web);
    const resume = { ...request.resume, startFirst: () => Promise.reject(new Error('no such image')) };
    const { downtime } = await suspendStack.during({ ...request, resume }, () => Promise.resolve());
    expect(downtime.runningAgain).toBe(true);
    expect(await stateOf()).toEqual(ALL_UP);
    expect(log.of('WARNING').join()).toContain('no such image');
  });

  it('pays an earlier debt by the code that pays every debt', async () => {
    const { suspendStack, request, runtime, journal, stateOf } = setUp(db, cache, web);
    await journal.open({
      jobId: 3,
      stackPath: stack.path,
      stackName: 'shop',
      project: 'shop',
      openedAt: new Date(0),
      containers: [{ ...cache, wasHealthy: false, ailing: false }],
    });
    await runtime.stop(cache.id);
    await suspendStack.payEarlierDebt(stack, request.log, request.resume);
    expect(await stateOf()).toEqual(ALL_UP);
    expect(await journal.findOpen()).toEqual([]);
  });
});

/** The first start fails, as when the engine restarts. */
function afterOutage(runtime: InMemoryStackRuntime): InMemoryStackRuntime['start'] {
  const start = runtime.start.bind(runtime);
  let calls = 0;
  return async (id) => {
    calls += 1;
    if (calls === 1) throw new Error('connection reset');
    await start(id);
  };
}
