import { until } from '../../support/docker/until.js';
import type { TestService } from '../../support/service/test-service.js';
import { describeFault } from '../../support/service/fault-scene.js';

const STUBBORN = ['sh', '-c', "trap '' TERM; while :; do sleep 0.2; done"];
const services = { mailer: { command: STUBBORN, stop_grace_period: '2s' } };
const options = { externalDatabase: true, env: { JOB_CONCURRENCY: '2' }, shop: { services } };

describeFault('cancel', options, (scene) => {
  const cancel = (service: TestService, id: number): Promise<unknown> =>
    service.post(`/api/jobs/${id}/cancel`);

  const expectCancelled = async (id: number): Promise<void> => {
    const { job } = await scene.service.finished(id);
    expect(job).toMatchObject({ status: 'cancelled' });
    if (job.started_at !== null) expect(job.error).toMatchObject({ code: 'JOB_CANCELLED' });
  };

  it('a job in the queue, one that waits for the stack, and from another instance the one that writes', async () => {
    const { service, shop } = scene;
    const { id: writing } = await service.halfWritten(shop.name);
    const waiting = await service.backUp([shop.name]);
    await until('the second to wait', async () =>
      (await service.log(waiting)).includes(`Waiting for job ${writing}`),
    );
    const queued = await service.backUp([shop.name]);
    expect((await service.job(queued)).job.status).toBe('queued');

    await cancel(service, queued);
    await expectCancelled(queued);
    await cancel(service, waiting);
    await expectCancelled(waiting);
    const other = await scene.prepareService();
    await other.start();
    await cancel(other, writing);
    await expectCancelled(writing);

    await scene.expectUnharmed();
    expect(await service.log(writing)).toContain('The job was cancelled');
  });

  it('while containers are being stopped', async () => {
    const { service, shop } = scene;
    const id = await service.backUp([shop.name]);
    await until('the first stop', async () => (await service.log(id)).includes('Stopping'));

    await cancel(service, id);
    await expectCancelled(id);

    await scene.expectUnharmed();
    const log = await service.log(id);
    expect(log).toContain('running again');
    expect(log).not.toContain('Writing');
  });
});
