import { aContainer } from '../../../../test/support/builders/a-container.js';
import { ALL_UP, cache, db, setUp, web } from '../../../../test/support/suspendable-shop.js';

describe('StartOwedContainers', () => {
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

  it('has Compose make what was removed meanwhile, and starts that', async () => {
    const { suspendStack, request, runtime, compose, journal, stateOf, log } = setUp(db, cache, web);
    compose.declare(cache, web);
    const { downtime } = await suspendStack.during(request, () => {
      runtime.forget(cache.id);
      runtime.forget(web.id);
      return Promise.resolve();
    });
    expect(downtime.runningAgain).toBe(true);
    expect(compose.calls).toEqual(['replace cache web']);
    expect(await stateOf()).toEqual(ALL_UP);
    expect(log.of('WARNING').join()).toContain('shop-cache-1, shop-web-1 was removed');
    expect(await journal.findOpen()).toEqual([]);
  });

  it('says that a container was removed, and keeps the alarm until there is one again', async () => {
    const { suspendStack, request, runtime, journal, resumeStack } = setUp(db, cache, web);
    const { downtime } = await suspendStack.during(request, () => {
      runtime.forget(cache.id);
      return Promise.resolve();
    });
    expect(downtime).toMatchObject({ runningAgain: false });
    expect(String(downtime.problem)).toContain('docker compose up -d');
    const [debt] = await journal.findOpen();
    runtime.seed(aContainer('cache', { id: 'e'.repeat(64) }));
    if (debt) await resumeStack.execute(debt, request.log, request.resume);
    expect(await journal.findOpen()).toEqual([]);
  });

  it('waits for the work of what must be done before others start', async () => {
    const migrate = aContainer('migrate');
    const app = aContainer('app', {
      dependsOn: [{ service: 'migrate', condition: 'service_completed_successfully' }],
    });
    const { suspendStack, request, runtime, clock, log } = setUp(migrate, app);
    const pause = clock.pause.bind(clock);
    clock.pause = async (ms, signal) => {
      const done = runtime.calls.at(-1) === 'start shop-migrate-1';
      if (done) runtime.seed({ ...migrate, state: 'exited', exitCode: 0 });
      await pause(ms, signal);
    };
    const started: string[] = [];
    const start = runtime.start.bind(runtime);
    runtime.start = async (id) => {
      const [first] = await runtime.containersOfProject('shop');
      started.push(`${id === app.id ? 'app' : 'migrate'} while migrate is ${first?.state}`);
      await start(id);
    };
    await suspendStack.during(request, () => Promise.resolve());
    expect(started).toEqual(['migrate while migrate is exited', 'app while migrate is exited']);
    expect(log.of('WARNING')).toEqual([]);
  });
});
