import { join } from 'node:path';
import type { TestService } from '../../support/service/test-service.js';
import { describeFault } from '../../support/service/fault-scene.js';

describeFault('an engine that does not answer', { shop: { megabytes: 1 } }, (scene) => {
  let blind: TestService;

  beforeAll(async () => {
    blind = await scene.prepareService({ socket: join(scene.root, 'no-engine.sock') });
    await blind.start();
  });

  it('fails a backup that would stop containers, before anything is written', async () => {
    const { shop } = scene;
    const startTimes = await shop.startTimes();

    const { job, metrics } = await blind.finished(await blind.backUp([shop.name]));

    expect(job).toMatchObject({ status: 'failed', error: { code: 'ENGINE_UNREACHABLE' } });
    expect(job.error?.message).toMatch(
      /does not answer .*Check that it runs and that Stowage may use its socket/,
    );
    expect(metrics).toMatchObject([{ backup_id: null, archive_path: null, running_again: null }]);
    expect(await blind.archived()).toEqual([]);
    expect(await shop.startTimes()).toEqual(startTimes);
  });

  it('is a warning for a stack that is never stopped', async () => {
    const { shop, root } = scene;
    const env = { SKIP_STOP: shop.name };
    const service = await scene.prepareService({ socket: join(root, 'no-engine.sock'), env });
    await service.start();
    const { job, metrics } = await service.finished(await service.backUp([shop.name]));
    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics).toMatchObject([{ status: 'success', was_running: null }]);
    expect(await service.archived()).toHaveLength(2);
  });

  it('is a warning for a backup that stops none', async () => {
    const { shop } = scene;
    const { job, metrics } = await blind.finished(
      await blind.backUp([shop.name], { stop_containers: false }),
    );

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics).toMatchObject([{ status: 'success', was_running: null, running_again: null }]);
    expect(metrics[0]?.warnings.join()).toContain('written without knowing what runs');
    expect(await blind.archived()).toHaveLength(2);
  });
});
