import { describeFault } from '../../support/service/fault-scene.js';

describeFault('kill -9 of the writer', { shop: { megabytes: 8 } }, (scene) => {
  it.each(['tar', 'zstd'] as const)('%s: nothing is kept and the stack comes back', async (program) => {
    const { service, shop } = scene;
    const id = await service.backUp([shop.name], { compression_level: 19 });
    process.kill(await service.worker(program), 'SIGKILL');

    const { job, metrics } = await service.finished(id);

    await scene.expectUnharmed();
    expect(job.status).toBe('failed');
    expect(job.error?.message).toContain(`Writing the backup of ${shop.stack.path} failed: `);
    expect(job.error?.message).toMatch(/ended by SIGKILL|died|ended with status/);
    expect(metrics).toMatchObject([
      { status: 'failed', was_running: true, running_again: true, backup_id: null },
    ]);
  });

  it('is followed by a good backup', async () => {
    const { service, shop } = scene;
    const { job } = await service.finished(await service.backUp([shop.name]));

    expect(job).toMatchObject({ status: 'success', error: null });
    await scene.expectUnharmed({ backups: 1 });
  });
});
