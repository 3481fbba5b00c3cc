import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';

const STUBBORN = ['sh', '-c', "trap '' TERM; while :; do sleep 0.2; done"];
const healthcheck = { test: ['CMD', 'test', '!', '-e', '/data/ill'], interval: '500ms', retries: 2 };
const services = { db: { healthcheck }, mailer: { command: STUBBORN, stop_grace_period: '2s' } };

describeFault('SIGTERM', { shop: { services } }, (scene) => {
  const expectStopped = async (id: number): Promise<void> => {
    const { service, shop } = scene;
    expect(await service.ended()).toBe(0);
    expect(await shop.state()).toEqual(shop.atFirst); // before any other start
    await service.start();
    expect((await service.finished(id)).job).toMatchObject({
      status: 'failed',
      error: { code: 'SERVICE_STOPPING', message: expect.stringContaining('Start the job again') },
    });
  };

  it('while writing: the stack is back before the process ends, and what was queued runs after the next start', async () => {
    const { service, shop } = scene;
    const { id } = await service.halfWritten(shop.name);
    const queued = await service.backUp([shop.name]);
    service.signal('SIGTERM');

    await expectStopped(id);

    expect((await service.finished(queued)).job).toMatchObject({ status: 'success', error: null });
    await scene.expectUnharmed({ backups: 1 });
  });

  it('while containers are being stopped, and again, and SIGINT on top: all the same', async () => {
    const { service, shop } = scene;
    const id = await service.backUp([shop.name]);
    await until('the first stop', async () => (await service.log(id)).includes('Stopping'));
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT'] as const) service.signal(signal);

    await expectStopped(id);

    await scene.expectUnharmed({ backups: 1 });
  });

  it('while others wait for a container to become healthy, which it never does: they are started', async () => {
    const { service, shop } = scene;
    const illness = join(shop.stack.path, 'data', 'ill');
    const { id, goOn } = await service.halfWritten(shop.name);
    await writeFile(illness, '');
    goOn();
    await until('the restart', async () => (await shop.state()).db?.state === 'running');
    service.signal('SIGTERM');

    await expectStopped(id);

    await rm(illness);
    await scene.expectUnharmed({ backups: 1 });
  });
});
