import { killedWhileCapturing, never, setUp, shop, web } from '../../../../test/support/backed-up-shop.js';
import { RecoverDeadJobs } from './recover-dead-jobs.use-case.js';
import { RetryLeftDownStacks } from './retry-left-down-stacks.use-case.js';
import { RunJob } from './run-job.use-case.js';

describe('RecoverDeadJobs', () => {
  it('puts the stack back, removes what was half written, and marks the job failed', async () => {
    const { world, job, reborn, find } = await killedWhileCapturing();
    await reborn.get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'failed', error: { code: 'WORKER_DIED' } });
    expect(await world.states()).toEqual({ 'shop-web-1': 'running' });
    expect(await world.journal.findOpen()).toEqual([]);
    expect(world.store.partials.size).toBe(0);
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([{ status: 'failed', runningAgain: true }]);
  });

  it('enters a backup that was complete but not in the catalogue', async () => {
    const { world, process, start, find } = await setUp();
    const job = await start();
    world.catalogue.add = () => new Promise(() => undefined);
    void process.get(RunJob).execute(job.id, never);
    while (world.store.published.size === 0) await new Promise((resolve) => setImmediate(resolve));
    process.kill();
    const [path] = [...world.store.published.keys()];
    Reflect.deleteProperty(world.catalogue, 'add');
    await (await world.process()).get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'failed' });
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([
      { status: 'success', backupId: 1, archivePath: path },
    ]);
    expect(await world.catalogue.findByPath(path ?? '')).toMatchObject({ state: 'good' });
  });

  it('ends the job also when its files cannot be looked at, so that nothing waits for it for ever', async () => {
    const { world, job, reborn, find } = await killedWhileCapturing();
    world.store.settle = () => Promise.reject(new Error('not below the archive directory'));
    await reborn.get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'failed' });
    expect(await world.saidAt('ERROR', job.id)).toContain('not below the archive directory');
    expect(await world.jobs.claimStack(shop.path, 99)).toBe(99);
  });

  it('fails the job as left down when the stack cannot be put back, and keeps the debt', async () => {
    const { world, job, reborn, find } = await killedWhileCapturing();
    world.runtime.refuseStart(web.id, 'no such network');
    await reborn.get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
    expect(await world.journal.findOpen()).toHaveLength(1);
  });

  it('waits for the lease of another worker to end', async () => {
    const { world, job, find } = await killedWhileCapturing();
    const other = await world.process('other worker');
    await other.get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'running' });
    world.clock.advance(3_600_000);
    await other.get(RecoverDeadJobs).execute(never);
    expect(await find(job)).toMatchObject({ status: 'failed', workerId: 'other worker' });
    expect(await world.states()).toEqual({ 'shop-web-1': 'running' });
  });
});

describe('RetryLeftDownStacks', () => {
  async function leftDown() {
    const { world, process, start } = await setUp();
    const job = await start();
    world.runtime.refuseStart(web.id, 'port is already allocated');
    await process.get(RunJob).execute(job.id, never);
    const retry = (): Promise<void> => process.get(RetryLeftDownStacks).execute(never);
    return { world, process, job, retry, start };
  }

  it('tries until the stack runs, and clears the alarm', async () => {
    const { world, job, retry } = await leftDown();
    await retry();
    expect(await world.journal.findOpen()).toHaveLength(1);
    world.runtime.refuseStart(web.id, null);
    await retry();
    expect(await world.journal.findOpen()).toEqual([]);
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([{ runningAgain: true }]);
    expect(world.serviceLog.of('SUCCESS').join()).toContain('runs again');
  });

  it('tells the same failure once', async () => {
    const { world, job, retry } = await leftDown();
    const before = (await world.log(job.id)).length;
    for (let times = 0; times < 5; times += 1) await retry();
    expect(await world.log(job.id)).toHaveLength(before);
  });

  it('keeps its hands off a stack that another job works on', async () => {
    const { world, retry } = await leftDown();
    world.runtime.refuseStart(web.id, null);
    await world.jobs.claimStack(shop.path, 99);
    await retry();
    expect(await world.states()).toEqual({ 'shop-web-1': 'exited' });
  });

  it('leaves nothing that a killed retry could block for ever', async () => {
    const { world, process, job, start } = await leftDown();
    world.runtime.refuseStart(web.id, null);
    await world.jobs.claimStack(shop.path, job.id);
    await world.journal.close(shop.path, job.id);
    await world.runtime.start(web.id);
    const next = await start();
    await process.get(RunJob).execute(next.id, never);
    expect(await world.jobs.findById(next.id)).toMatchObject({ status: 'success' });
  });

  it('is not needed by the next job, which pays the debt first', async () => {
    const { world, process, start } = await leftDown();
    world.runtime.refuseStart(web.id, null);
    const next = await start();
    await process.get(RunJob).execute(next.id, never);
    expect(await world.jobs.findMetrics(next.id)).toMatchObject([
      { status: 'success', wasRunning: true, runningAgain: true },
    ]);
  });
});
