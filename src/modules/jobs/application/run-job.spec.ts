import { aStack } from '../../../../test/support/builders/a-stack.js';
import { blog, openTwoStacks, shop, shopWeb, UP } from '../../../../test/support/two-stacks.js';
import { DiskFull } from '../../archives/index.js';
import { JobInterrupted } from '../domain/job.errors.js';
import { CancelJob } from './cancel-job.use-case.js';

describe('RunJob', () => {
  it('backs up every stack, one after the other, and records what it did', async () => {
    const { world, start, run } = await openTwoStacks();
    const job = await run(await start([shop, blog]));
    expect(job).toMatchObject({ status: 'success', totalSizeBytes: 200, error: null });
    const metrics = await world.jobs.findMetrics(job.id);
    expect(metrics).toMatchObject([
      { stackName: 'shop', status: 'success', wasRunning: true, runningAgain: true, backupId: 1 },
      { stackName: 'blog', status: 'success', wasRunning: true, runningAgain: true, backupId: 2 },
    ]);
    expect(await world.states()).toEqual(UP);
    const lines = await world.log(job.id);
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_line, index) => index + 1));
  });

  it('starts the stack before it seals and publishes', async () => {
    const { world, start, run } = await openTwoStacks();
    const seen: unknown[] = [];
    const seal = world.store.seal.bind(world.store);
    world.store.seal = async (captured) => {
      seen.push(await world.states(), await world.journal.findOpen());
      return seal(captured);
    };
    await run(await start([shop]));
    expect(seen).toEqual([UP, []]);
  });

  it('notes where it writes before it stops anything', async () => {
    const { world, start, run } = await openTwoStacks();
    const open = world.journal.open.bind(world.journal);
    const job = await start([shop]);
    world.journal.open = async (suspension) => {
      expect(await world.jobs.findMetrics(job.id)).toMatchObject([
        { archivePath: expect.stringContaining('/archives/') },
      ]);
      await open(suspension);
    };
    expect(await run(job)).toMatchObject({ status: 'success' });
  });

  it('goes on with the next stack when one fails, and is partial', async () => {
    const { world, start, run } = await openTwoStacks();
    world.store.failNextCapture(new DiskFull('/archives/x', '0 B free'));
    const job = await run(await start([shop, blog]));
    expect(job).toMatchObject({ status: 'partial', error: { code: 'STACKS_NOT_BACKED_UP' } });
    expect(job.error?.message).toContain('no space left');
    expect(await world.states()).toEqual(UP);
    expect(world.store.partials.size).toBe(0);
  });

  it('keeps a good backup of a stack that did not come back, and fails loudly', async () => {
    const { world, start, run } = await openTwoStacks();
    world.runtime.refuseStart(shopWeb.id, 'port is already allocated');
    const job = await run(await start([shop]));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([
      { status: 'success', runningAgain: false, backupId: 1 },
    ]);
    expect(world.store.published.size).toBe(1);
    expect(await world.saidAt('ERROR', job.id)).toContain('LEFT DOWN');
    expect(world.serviceLog.of('ERROR').join()).toContain('port is already allocated');
  });

  it('ends a cancelled job, keeps nothing of it, and puts its stack back', async () => {
    const { world, process, start, run } = await openTwoStacks();
    world.store.holdCaptures();
    const job = await start([shop, blog]);
    const running = run(job);
    while (world.store.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await process.get(CancelJob).execute(job.id);
    expect(await running).toMatchObject({ status: 'cancelled' });
    expect(await world.states()).toEqual(UP);
    expect(world.store.partials.size + world.store.published.size).toBe(0);
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([{ status: 'failed' }, { status: 'skipped' }]);
  });

  it('puts its stack back when the service stops, and says why the job ended', async () => {
    const { world, shutdown, start, run } = await openTwoStacks();
    world.store.holdCaptures();
    const running = run(await start([shop]));
    while (world.store.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    shutdown.abort(JobInterrupted.shutdown());
    expect(await running).toMatchObject({ status: 'failed', error: { code: 'SERVICE_STOPPING' } });
    expect(await world.states()).toEqual(UP);
  });

  it('changes nothing in a dry run, and says what would happen', async () => {
    const { world, start, run } = await openTwoStacks();
    world.settings = { ...world.settings, imagePullPolicy: 'always' };
    const job = await run(await start([shop], { dryRun: true }));
    expect(job).toMatchObject({ status: 'success', totalSizeBytes: 0 });
    expect(world.compose.calls).toEqual([]);
    expect(await world.saidAt('INFO', job.id)).toContain('Would pull the images of web before');
    expect(world.runtime.calls).toEqual([]);
    expect(world.store.calls).toEqual([]);
    expect(await world.saidAt('INFO', job.id)).toMatch(
      /Would stop and start again: shop-web-1\n(.*\n)*Would write \/archives/,
    );
  });

  it('leaves a job alone that somebody else has', async () => {
    const { world, start, run } = await openTwoStacks();
    const job = await start([shop]);
    const at = world.clock.now();
    await world.jobs.claim(job.id, { workerId: 'other', at, leaseUntil: at });
    expect(await run(job)).toMatchObject({ status: 'running', workerId: 'other' });
    expect(world.runtime.calls).toEqual([]);
  });

  it('keeps same-named stacks apart', async () => {
    const { world, start, run } = await openTwoStacks();
    const other = aStack({ path: '/srv/stacks/shop', root: '/srv/stacks' });
    world.add(other);
    await run(await start([shop, other]));
    const directories = [...world.store.published.keys()].map((path) => path.split('/')[3]);
    expect(new Set(directories).size).toBe(2);
    expect(directories.join()).toMatch(/^shop@[0-9a-f]{8},shop@[0-9a-f]{8}$/);
  });
});
