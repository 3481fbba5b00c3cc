import fc from 'fast-check';
import { aContainer } from '../../../../test/support/builders/a-container.js';
import { ALL_DOWN, ALL_UP, cache, db, setUp, stack, web } from '../../../../test/support/suspendable-shop.js';

describe('SuspendStack', () => {
  it('does the work while everything is stopped, and then everything runs again', async () => {
    const { suspendStack, request, stateOf, journal } = setUp(db, cache, web);
    const { work, downtime } = await suspendStack.during(request, async () => {
      expect(await stateOf()).toEqual(ALL_DOWN);
      expect(await journal.findOpen()).toMatchObject([{ jobId: 7, stackPath: stack.path }]);
      return 'done';
    });
    expect(work).toEqual({ status: 'fulfilled', value: 'done' });
    expect(downtime).toMatchObject({ runningAgain: true, problem: null });
    expect(await stateOf()).toEqual(ALL_UP);
    expect(await journal.findOpen()).toEqual([]);
  });

  it('stops dependents first and starts them last', async () => {
    const { suspendStack, request, runtime } = setUp(web, db, cache);
    await suspendStack.during(request, () => Promise.resolve());
    expect(runtime.calls[0]).toBe('stop shop-web-1');
    expect(runtime.calls.at(-1)).toBe('start shop-web-1');
    expect(runtime.calls).toHaveLength(6);
  });

  it('leaves alone what it was not told to stop', async () => {
    const byHand = aContainer('worker', { state: 'exited', exitCode: 0 });
    const { suspendStack, request, runtime, stateOf } = setUp(db, cache, web);
    runtime.seed(byHand);
    await suspendStack.during(request, () => Promise.resolve());
    expect(await stateOf()).toEqual({ ...ALL_UP, worker: 'exited' });
  });

  it('puts the stack back when the work fails, and tells both facts apart', async () => {
    const { suspendStack, request, stateOf } = setUp(db, cache, web);
    const { work, downtime } = await suspendStack.during(request, () =>
      Promise.reject(new Error('disk full')),
    );
    expect(work).toMatchObject({ status: 'rejected', reason: new Error('disk full') });
    expect(downtime.runningAgain).toBe(true);
    expect(await stateOf()).toEqual(ALL_UP);
  });

  it('puts back what it had stopped when a stop fails half-way, and does not do the work', async () => {
    const { suspendStack, request, runtime, stateOf } = setUp(db, cache, web);
    const stop = runtime.stop.bind(runtime);
    runtime.stop = async (id) => {
      if (id === db.id) throw new Error('engine hiccup');
      await stop(id);
    };
    let worked = false;
    const { work } = await suspendStack.during(request, async () => {
      worked = true;
    });
    expect(work.status).toBe('rejected');
    expect(worked).toBe(false);
    expect(await stateOf()).toEqual(ALL_UP);
  });

  it('stops nothing more once a stop has failed', async () => {
    const { suspendStack, request, runtime } = setUp(db, cache, web);
    const stop = runtime.stop.bind(runtime);
    runtime.stop = (id) => (id === web.id ? Promise.reject(new Error('engine hiccup')) : stop(id));
    await suspendStack.during(request, () => Promise.resolve());
    expect(runtime.calls.filter((call) => call.startsWith('stop'))).toEqual([]);
  });

  it('stops and reports nothing when it was cancelled before', async () => {
    const { suspendStack, request, runtime, journal, cancel } = setUp(db, cache, web);
    cancel.abort(new Error('cancelled'));
    await expect(suspendStack.during(request, () => Promise.resolve())).rejects.toThrow('cancelled');
    expect(runtime.calls).toEqual([]);
    expect(await journal.findOpen()).toEqual([]);
  });

  it('puts the stack back when it is cancelled between two stops', async () => {
    const { suspendStack, request, runtime, cancel, stateOf } = setUp(db, cache, web);
    const stop = runtime.stop.bind(runtime);
    runtime.stop = async (id) => {
      await stop(id);
      cancel.abort(new Error('cancelled'));
    };
    const { work } = await suspendStack.during(request, () => Promise.resolve());
    expect(work).toMatchObject({ status: 'rejected', reason: new Error('cancelled') });
    expect(runtime.calls.filter((call) => call.startsWith('stop'))).toEqual(['stop shop-web-1']);
    expect(await stateOf()).toEqual(ALL_UP);
  });

  it('throws the work away when somebody started a container meanwhile', async () => {
    const { suspendStack, request, runtime } = setUp(db, cache, web);
    const { work, downtime } = await suspendStack.during(request, () => runtime.start(cache.id));
    expect(work).toMatchObject({ status: 'rejected', reason: { code: 'STACK_STARTED_DURING_BACKUP' } });
    expect(downtime.runningAgain).toBe(true);
  });

  it('writes the journal before the first stop, and stops nothing when it cannot', async () => {
    const { suspendStack, request, runtime, journal, stateOf } = setUp(db, cache, web);
    journal.open = () => Promise.reject(new Error('database gone'));
    await expect(suspendStack.during(request, () => Promise.resolve())).rejects.toThrow('database gone');
    expect(runtime.calls).toEqual([]);
    expect(await stateOf()).toEqual(ALL_UP);
  });

  it('brings back exactly what ran, whatever fails and whatever depends on what', async () => {
    const services = ['a', 'b', 'c', 'd', 'e'];
    const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...services), fc.constantFrom(...services)), {
      maxLength: 8,
    });
    const scenario = fc.record({
      edges,
      running: fc.subarray(services, { minLength: 1 }),
      failingStop: fc.option(fc.constantFrom(...services)),
      workFails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ edges: needs, running, failingStop, workFails }) => {
        const containers = services.map((service) =>
          aContainer(service, {
            dependsOn: needs
              .filter(([from]) => from === service)
              .map(([, to]) => ({ service: to, condition: 'service_started' })),
            ...(running.includes(service) ? {} : { state: 'exited', exitCode: 0 }),
          }),
        );
        const { suspendStack, request, runtime, stateOf, journal } = setUp(...containers);
        const before = await stateOf();
        const stop = runtime.stop.bind(runtime);
        runtime.stop = (id) =>
          id === containers.find(({ service }) => service === failingStop)?.id
            ? Promise.reject(new Error('x'))
            : stop(id);
        const active = containers.filter(({ service }) => running.includes(service));
        await suspendStack.during({ ...request, containers: active }, () =>
          workFails ? Promise.reject(new Error('work')) : Promise.resolve(),
        );
        expect(await stateOf()).toEqual(before);
        expect(await journal.findOpen()).toEqual([]);
      }),
    );
  });
});
