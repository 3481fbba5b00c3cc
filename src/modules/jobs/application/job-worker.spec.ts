import { COMMAND, killedWhileCapturing, never, setUp } from '../../../../test/support/backed-up-shop.js';
import type { Job } from '../domain/job.js';
import { JobWorker } from './job-worker.js';
import { RetryLeftDownStacks } from './retry-left-down-stacks.use-case.js';
import { StartAdHocJob } from './start-ad-hoc-job.use-case.js';

describe('a process that works only on its own jobs', () => {
  it('leaves alone what others have queued, and what dead workers of other directories left', async () => {
    const { world, job, find } = await killedWhileCapturing();
    const queued = await (await world.process('service')).get(StartAdHocJob).execute(COMMAND);
    world.clock.advance(3_600_000);
    const command = await world.process('command', 'own');
    const worker = command.get(JobWorker);
    await worker.start();
    await command.get(RetryLeftDownStacks).execute(never);
    await worker.stop();
    expect(await find(queued)).toMatchObject({ status: 'queued' });
    expect(await find(job)).toMatchObject({ status: 'running', workerId: 'worker' });
  });

  it('runs what it has queued itself', async () => {
    const { world, find } = await setUp();
    const command = await world.process('command', 'own');
    const own = await command.get(StartAdHocJob).execute(COMMAND);
    const worker = command.get(JobWorker);
    await worker.start();
    while ((await find(own))?.status !== 'success') await new Promise((resolve) => setImmediate(resolve));
    await worker.stop();
  });
});

describe('JobWorker', () => {
  it('tidies up and works on what waits, until it is stopped; never on a stack that a dead job still has', async () => {
    const { job, reborn, find, world } = await killedWhileCapturing();
    const worker = reborn.get(JobWorker);
    const next = await reborn.get(StartAdHocJob).execute(COMMAND);
    const capture = world.store.capture.bind(world.store);
    let before: Job | null = null;
    world.store.capture = async (request) => {
      before ??= await find(job);
      return capture(request);
    };
    await worker.start();
    while ((await find(next))?.status !== 'success') await new Promise((resolve) => setImmediate(resolve));
    expect(before).toMatchObject({ status: 'failed', error: { code: 'WORKER_DIED' } });
    await worker.stop();
    const late = await reborn.get(StartAdHocJob).execute(COMMAND);
    expect(await find(late)).toMatchObject({ status: 'queued' });
  });
});
