import fc from 'fast-check';
import { aContainer } from '../../../../test/support/builders/a-container.js';
import { aStack } from '../../../../test/support/builders/a-stack.js';
import { HandSetClock } from '../../../../test/support/hand-set-clock.js';
import { InMemoryStackRuntime } from '../../../../test/support/in-memory/in-memory.stack-runtime.js';
import { InMemorySuspensionJournal } from '../../../../test/support/in-memory/in-memory.suspension-journal.js';
import { RecordedLog } from '../../../../test/support/recorded-log.js';
import type { ComposeContainer } from '../domain/container.js';
import { ResumeStack } from './resume-stack.js';
import { StartOwedContainers } from './start-owed-containers.js';
import { type SuspendRequest, SuspendStack } from './suspend-stack.js';

const stack = aStack();
const db = aContainer('db', { health: 'healthy' });
const cache = aContainer('cache');
const web = aContainer('web', {
  dependsOn: [
    { service: 'db', condition: 'service_healthy' },
    { service: 'cache', condition: 'service_started' },
  ],
});

function setUp(...containers: readonly ComposeContainer[]) {
  const runtime = new InMemoryStackRuntime().seed(...containers);
  const journal = new InMemorySuspensionJournal();
  const clock = new HandSetClock();
  const resumeStack = new ResumeStack(new StartOwedContainers(runtime, clock), journal, clock);
  const suspendStack = new SuspendStack(runtime, journal, resumeStack, clock);
  const log = new RecordedLog();
  const cancel = new AbortController();
  const hurry = new AbortController();
  const request: SuspendRequest = {
    stack,
    jobId: 7,
    containers,
    log,
    signal: cancel.signal,
    onDown: () => undefined,
    resume: { patience: 10, healthTimeout: 30, hurry: hurry.signal },
  };
  const stateOf = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await runtime.containers()).map(({ service, state }) => [service, state]));
  return { runtime, journal, clock, resumeStack, suspendStack, log, cancel, hurry, request, stateOf };
}

const ALL_UP = { db: 'running', cache: 'running', web: 'running' };
const ALL_DOWN = { db: 'exited', cache: 'exited', web: 'exited' };

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

  it('does not call a stack back that runs but is not healthy as it was', async () => {
    const { suspendStack, request, runtime, journal } = setUp(db, cache, web);
    runtime.becomesHealthyAfter(db.id, 1_000_000);
    const { downtime } = await suspendStack.during(request, () => Promise.resolve());
    expect(downtime).toMatchObject({ runningAgain: false });
    expect(String(downtime.problem)).toContain('not healthy');
    expect(await journal.findOpen()).toHaveLength(1);
  });

  it('waits for nothing when the service is being stopped', async () => {
    const { suspendStack, request, runtime, hurry, stateOf, clock } = setUp(db, cache, web);
    runtime.becomesHealthyAfter(db.id, 1_000_000);
    const before = clock.now();
    await suspendStack.during(request, () => {
      hurry.abort();
      return Promise.resolve();
    });
    expect(await stateOf()).toEqual(ALL_UP);
    expect(clock.now()).toEqual(before);
  });

  it('starts the replacement of a container that was recreated meanwhile', async () => {
    const { suspendStack, request, runtime } = setUp(cache);
    const replacement = aContainer('cache', { id: 'f'.repeat(64), state: 'created' });
    const { downtime } = await suspendStack.during(request, () => {
      runtime.forget(cache.id);
      runtime.seed(replacement);
      return Promise.resolve();
    });
    expect(downtime.runningAgain).toBe(true);
    expect(runtime.calls.at(-1)).toBe('start shop-cache-1');
  });

  it('says that a container was removed, and does not owe it for ever', async () => {
    const { suspendStack, request, runtime, journal } = setUp(db, cache, web);
    const { downtime } = await suspendStack.during(request, () => {
      runtime.forget(cache.id);
      return Promise.resolve();
    });
    expect(downtime).toMatchObject({ runningAgain: false });
    expect(String(downtime.problem)).toContain('docker compose up -d');
    expect(await journal.findOpen()).toEqual([]);
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
      containers: [{ ...cache, wasHealthy: false }],
    });
    await runtime.stop(cache.id);
    await suspendStack.payEarlierDebt(stack, request.log, request.resume);
    expect(await stateOf()).toEqual(ALL_UP);
    expect(await journal.findOpen()).toEqual([]);
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
