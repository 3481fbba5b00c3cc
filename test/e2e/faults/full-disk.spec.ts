import { describeFault } from '../../support/service/fault-scene.js';

describeFault('a full disk', { shop: { megabytes: 12 }, archivesMegabytes: 8 }, (scene) => {
  it('found while writing: what was written is removed and the stack comes back', async () => {
    const { service, shop } = scene;
    const id = await service.backUp([shop.name], { output_format: 'tar.zst', compression_level: 1 });

    const { job, metrics } = await service.finished(id);

    await scene.expectUnharmed();
    expect(job.status).toBe('failed');
    expect(job.error?.message).toContain(shop.name);
    expect(job.error?.message).toMatch(/There is no space left for .* Free some space or prune old backups/);
    expect(metrics).toMatchObject([{ status: 'failed', was_running: true, running_again: true }]);
    expect(await service.log(id)).toContain('fits only if it compresses well');
  });

  it('foreseen: nothing is stopped', async () => {
    const { service, shop } = scene;
    const startTimes = await shop.startTimes();

    const { job, metrics } = await service.finished(
      await service.backUp([shop.name], { output_format: 'tar' }),
    );

    await scene.expectUnharmed();
    expect(await shop.startTimes()).toEqual(startTimes);
    expect(job.status).toBe('failed');
    expect(job.error?.message).toMatch(/There is no space left for .* needed, .* free/);
    expect(metrics).toMatchObject([{ status: 'failed', running_again: null, archive_path: null }]);
  });
});
