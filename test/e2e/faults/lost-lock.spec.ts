import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';
import { LockRival, lockHolderOf } from '../../support/service/lock-holders.js';

describeFault('the process that locks the data directory is killed', {}, (scene) => {
  const killHolder = async (): Promise<number> => {
    const holder = Number(await lockHolderOf(scene.service.dataDir));
    process.kill(holder, 'SIGKILL');
    return holder;
  };

  it('and nobody else wants it: another one locks it, and a second start is still refused', async () => {
    const { service, shop } = scene;
    const killed = await killHolder();
    const holder = () => lockHolderOf(service.dataDir);
    await until('it to be locked again', async () => ![killed, undefined].includes(await holder()));
    const second = await scene.prepareService({}, service.dataDir);
    second.launch();

    expect(await second.ended()).toBe(1);
    expect(second.said()).toContain('Stop that one first');
    const { job } = await service.finished(await service.backUp([shop.name]));
    expect(job.status).toBe('success');
    await scene.expectUnharmed({ backups: 1 });
  });

  it('and somebody else comes first: the stack is put back, and the service ends', async () => {
    const { service, shop } = scene;
    const { id } = await service.halfWritten(shop.name);
    const rival = await LockRival.queue(service.dataDir);
    scene.atEnd(() => rival.leave());
    await killHolder();

    expect(await service.ended()).toBe(1);
    expect(service.said()).toContain('another Stowage came first');
    expect(service.said()).toContain('DATA_DIRECTORY_LOST: putting stacks back, then stopping');
    expect(await shop.state()).toEqual(shop.atFirst); // before any other start
    await rival.leave();
    await service.start();
    expect((await service.finished(id)).job.error).toMatchObject({ code: 'SERVICE_STOPPING' });
    await scene.expectUnharmed({ backups: 1 });
  });

  it('and another service comes first: that one works on undisturbed', async () => {
    const { service, shop } = scene;
    const { id } = await service.halfWritten(shop.name);
    const second = await scene.prepareService({}, service.dataDir);
    service.signal('SIGSTOP'); // so that the other one surely comes first
    await killHolder();
    await second.start();
    service.signal('SIGCONT');

    expect(await service.ended()).toBe(1);
    expect((await second.finished(id)).job.status).toBe('failed');
    expect(await second.ready()).toMatchObject({ status: 'ok', alarms: [] });
    const { job } = await second.finished(await second.backUp([shop.name]));
    expect(job.status).toBe('success');
    scene.service = second;
    await scene.expectUnharmed({ backups: 2 });
  });
});
