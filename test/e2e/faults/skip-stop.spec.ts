import { compose } from '../../support/docker/docker-cli.js';
import { run } from '../../support/docker/run.js';
import { describeFault } from '../../support/service/fault-scene.js';

const NAME = 'stowage-never-stopped';

describeFault(
  'a stack on the skip_stop list',
  { env: { SKIP_STOP: NAME }, shop: { name: NAME } },
  (scene) => {
    it('is backed up whole while it runs', async () => {
      const { service, shop } = scene;
      const startTimes = await shop.startTimes();

      const { job, metrics } = await service.finished(await service.backUp([NAME], { output_format: 'tar' }));

      expect(job).toMatchObject({ status: 'success', error: null });
      await scene.expectUnharmed({ backups: 1 });
      expect(await shop.startTimes()).toEqual(startTimes);
      expect(metrics).toMatchObject([{ was_running: true, running_again: null, downtime_ms: null }]);
      const listing = await run('tar', ['-tf', String(metrics[0]?.archive_path)]);
      expect(listing).toMatch(/compose\.yaml$/m);
      expect(listing.match(/data\/block-\d$/gm)).toHaveLength(4);
    });
  },
);

describeFault('a stack whose files another project uses too', { shop: { megabytes: 1 } }, (scene) => {
  it('is a warning that names both, and nothing of the other project is touched', async () => {
    const { service, shop } = scene;
    const other = `${shop.name}-other`;
    const inOther = (...args: readonly string[]) =>
      compose(scene.socket, shop.stack.path, '-p', other, ...args);
    scene.atEnd(() => inOther('down', '-v', '-t', '1'));
    await inOther('up', '-d', 'db');
    const started = await inOther('ps', '-a', '--format', '{{.ID}} {{.State}} {{.CreatedAt}}');

    const { warnings } = await service.get<{ warnings: readonly { code: string; message: string }[] }>(
      '/api/stacks',
    );
    const { job } = await service.finished(await service.backUp([shop.name]));

    expect(warnings).toMatchObject([{ code: 'foreign_project' }]);
    expect(warnings[0]?.message).toMatch(new RegExp(`"${other}".*"${shop.name}".*COMPOSE_PROJECT_NAME`, 's'));
    expect(job.status).toBe('success');
    expect(await inOther('ps', '-a', '--format', '{{.ID}} {{.State}} {{.CreatedAt}}')).toBe(started);
    await scene.expectUnharmed({ backups: 1 });
  });
});
