import { blog, openTwoStacks, shop, shopWeb } from '../../../../test/support/two-stacks.js';
import { ArchiveDirectoryUnusable } from '../../archives/index.js';

describe('RunJob, careful', () => {
  it('fails early, with the reasons, when no stack of the plan is there any more', async () => {
    const { world, start, run } = await openTwoStacks();
    const job = await start([shop]);
    world.directory.find = () => Promise.resolve({ stacks: [blog], warnings: [] });
    const ended = await run(job);
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'NO_VALID_STACKS' } });
    expect(ended.error?.message).toMatch(/No valid stacks found.*\/opt\/stacks\/shop/);
    expect(world.runtime.calls).toEqual([]);
  });

  it('touches nothing when backups cannot be written', async () => {
    const { world, start, run } = await openTwoStacks();
    world.store.unusable = new ArchiveDirectoryUnusable('/archives', 'read-only file system');
    expect(await run(await start([shop]))).toMatchObject({ error: { code: 'ARCHIVE_DIRECTORY_UNUSABLE' } });
    expect(world.runtime.calls).toEqual([]);
  });

  it('does not take an unknown state for a stopped stack', async () => {
    const { world, start, run } = await openTwoStacks();
    world.runtime.setOutage('connection refused');
    expect(await run(await start([shop]))).toMatchObject({
      status: 'failed',
      error: { code: 'ENGINE_UNREACHABLE' },
    });
    expect(world.store.calls).toEqual([]);
  });

  it('writes without the engine when nothing is to be stopped, and says so', async () => {
    const { world, start, run } = await openTwoStacks();
    world.runtime.setOutage('connection refused');
    const job = await run(await start([shop], { stopContainers: false }));
    expect(job.status).toBe('success');
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([
      { wasRunning: null, warnings: [expect.any(String)] },
    ]);
    expect(world.store.requests).toMatchObject([{ live: true }]);
  });

  it('fully backs up a stack on the skip_stop list without stopping it', async () => {
    const { world, start, run } = await openTwoStacks();
    world.settings = { ...world.settings, skipStop: ['shop'] };
    await run(await start([shop]));
    expect(world.runtime.calls).toEqual([]);
    expect(world.store.requests).toMatchObject([{ live: true, only: null }]);
  });

  it('backs up without the engine what is never stopped, and says of the others that it cannot', async () => {
    const { world, start, run } = await openTwoStacks();
    world.settings = { ...world.settings, skipStop: ['shop'] };
    world.runtime.setOutage('connection refused');
    const job = await run(await start([shop, blog]));
    expect(job).toMatchObject({ status: 'partial', error: { code: 'STACKS_NOT_BACKED_UP' } });
    expect(await world.jobs.findMetrics(job.id)).toMatchObject([
      { stackName: 'shop', status: 'success', wasRunning: null },
      { stackName: 'blog', status: 'failed', error: expect.stringContaining('connection refused') },
    ]);
    expect(await world.saidAt('WARNING', job.id)).toContain('does not answer');
  });

  it('never stops the stack that it runs in', async () => {
    const { world, start, run } = await openTwoStacks();
    world.own.own = { id: 'x', project: 'shop', configFiles: [shop.composeFile] };
    await run(await start([shop, blog]));
    expect(world.runtime.calls).toEqual(['stop blog-web-1', 'start blog-web-1']);
  });

  it('refuses before the stop what will not fit', async () => {
    const { world, start, run } = await openTwoStacks();
    await run(await start([shop]));
    world.store.free = 99;
    const calls = world.runtime.calls.length;
    const job = await run(await start([shop]));
    expect(job.error?.message).toContain('100 B needed, 99 B free');
    expect(world.runtime.calls).toHaveLength(calls);
  });

  it('does not take a state for stopped that got lost after the job began', async () => {
    const { world, start, run } = await openTwoStacks();
    world.store.ensureFormat = () => {
      world.runtime.setOutage('connection refused');
      return Promise.resolve();
    };
    const job = await run(await start([shop]));
    expect(job.error?.message).toContain('does not answer');
    expect(world.store.calls).toEqual([]);
  });

  it('does not start what a person stopped while it was preparing', async () => {
    const { world, start, run } = await openTwoStacks();
    const chooseTarget = world.store.chooseTarget.bind(world.store);
    world.store.chooseTarget = async (request) => {
      await world.runtime.stop(shopWeb.id);
      return chooseTarget(request);
    };
    expect(await run(await start([shop]))).toMatchObject({ status: 'success' });
    expect(await world.states()).toMatchObject({ 'shop-web-1': 'exited' });
  });

  it('says that the stack is down even when nothing could be tidied up', async () => {
    const { world, start, run } = await openTwoStacks();
    world.runtime.refuseStart(shopWeb.id, 'port is already allocated');
    world.store.failNextCapture(new Error('disk gone'));
    world.store.discard = () => Promise.reject(new Error('read-only file system'));
    const job = await run(await start([shop]));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
    expect(await world.saidAt('WARNING', job.id)).toContain('read-only file system');
  });

  it('keeps nothing of a stack that somebody started while it was read', async () => {
    const { world, start, run } = await openTwoStacks();
    const capture = world.store.capture.bind(world.store);
    world.store.capture = async (request) => {
      const captured = await capture(request);
      await world.runtime.start(shopWeb.id);
      return captured;
    };
    const job = await run(await start([shop]));
    expect(job.error?.message).toContain('ran again while its files were being read');
    expect(world.store.partials.size + world.store.published.size).toBe(0);
  });
});
