import { until } from '../../support/docker/until.js';
import { type FaultScene, describeFault } from '../../support/service/fault-scene.js';

describeFault('the built-in database is killed', {}, (scene) => {
  it('while the backup is written: it is started again and the backup completes', async () => {
    const { service, shop } = scene;
    const { id, goOn } = await service.halfWritten(shop.name);
    process.kill(await service.worker('postgres'), 'SIGKILL');
    goOn();

    const { job, metrics } = await service.finishedAtLast(id);

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics).toMatchObject([{ status: 'success', running_again: true }]);
    await debtsToBePaid(scene);
    await scene.expectUnharmed({ backups: 1 });
  });
});

describeFault('an external database goes', { externalDatabase: true }, (scene) => {
  const published = async (backups: number): Promise<void> => {
    await until('the backup to be visible', async () => {
      const files = await scene.service.archived();
      return files.length === 2 * backups && files.every((file) => !/(^|\/)\./.test(file));
    });
  };

  it('and comes back before the catalogue needed it in vain for too long: the backup completes', async () => {
    const { service, shop, database } = scene;
    const { id, goOn } = await service.halfWritten(shop.name);
    await database.stop();
    goOn();
    await published(1);
    expect(await shop.state()).toEqual(shop.atFirst);
    await database.start();

    const { job, metrics } = await service.finishedAtLast(id);

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics).toMatchObject([{ status: 'success', running_again: true }]);
    expect(await service.log(id)).toContain('is complete but not in the catalogue yet');
    await debtsToBePaid(scene);
    await scene.expectUnharmed({ backups: 1 });
  });

  it.each([
    ['while the backup is written', 'nothing', false],
    ['before the catalogue row', 'the complete backup', true],
  ] as const)('%s, and the service is stopped: the next start keeps %s', async (_when, _kept, complete) => {
    const { service, shop, database } = scene;
    const { id, goOn } = await service.halfWritten(shop.name);
    await database.stop();
    if (complete) goOn();
    if (complete) await published(2);

    expect(await service.stop()).toBe(0);
    expect(await shop.state()).toEqual(shop.atFirst);
    await database.start();
    await service.start();
    const { job, metrics } = await service.finished(id);

    expect(job).toMatchObject({ status: 'failed', error: { code: 'WORKER_DIED' } });
    expect(job.error?.message).toMatch(/lost its database.*start the job again/);
    expect(metrics).toMatchObject([{ status: complete ? 'success' : 'failed' }]);
    await scene.expectUnharmed({ backups: complete ? 2 : 1 });
  });
});

/** What could not be struck off while the database was away is by the sweeper. */
async function debtsToBePaid({ service }: FaultScene): Promise<void> {
  await until('the journal to be empty', async () => {
    const owed = await service.database.query('SELECT stack_path FROM suspensions').catch(() => null);
    return owed?.length === 0;
  });
}
