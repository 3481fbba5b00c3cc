import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';

const services = {
  db: { restart: 'always' },
  web: { restart: 'unless-stopped' },
  mailer: { restart: 'no' },
  worker: { restart: 'unless-stopped' },
};

describeFault('the engine goes and comes back', { ownEngine: true, shop: { services } }, (scene) => {
  it.each(['kill', 'stop'] as const)(
    'while the backup is written (%s): it brought a container up with it, so nothing is kept',
    async (end) => {
      const { service, shop, engine } = scene;
      const { id, goOn } = await service.halfWritten(shop.name);
      await engine[end]();
      await engine.start();
      await until(
        'the engine to start what restarts always',
        async () => (await shop.state()).db?.state === 'running',
      );
      goOn();

      const { job, metrics } = await service.finished(id);

      await scene.expectUnharmed();
      expect(job.status).toBe('failed');
      expect(job.error?.message).toMatch(
        /-db-1 of .* ran again while its files were being read.*back it up again/,
      );
      expect(metrics).toMatchObject([{ status: 'failed', running_again: true, backup_id: null }]);
    },
  );

  it('when the restart is due: an alarm everywhere, until the engine is back and the stack with it', async () => {
    const { service, shop, engine } = scene;
    const { id, goOn } = await service.halfWritten(shop.name);
    await engine.stop();
    goOn();

    const { job, metrics } = await service.finished(id);

    expect(job).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
    expect(job.error?.message).toMatch(
      new RegExp(`"${shop.name}" is not running as before: .*Stowage keeps trying`),
    );
    expect(metrics).toMatchObject([{ status: 'failed', was_running: true, running_again: false }]);
    const { status, alarms } = await service.ready();
    expect(status).toBe('degraded');
    expect(alarms).toEqual([
      expect.stringContaining(`"${shop.name}" (${shop.stack.path}) is not running as before`),
    ]);
    expect(await service.log(id)).toMatch(/ERROR .*LEFT DOWN/);

    await engine.start();
    await until('the stack to be put back', async () => (await service.job(id)).metrics[0]?.running_again);
    await until('the alarm to end', async () => (await service.ready()).status === 'ok');
    expect((await service.ready()).alarms).toEqual([]);
    await scene.expectUnharmed();
  });
});
