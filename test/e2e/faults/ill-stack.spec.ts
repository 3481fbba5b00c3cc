import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docker } from '../../support/docker/docker-cli.js';
import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';

const healthcheck = { test: ['CMD', 'test', '!', '-e', '/data/ill'], interval: '500ms', retries: 2 };
const services = { db: { healthcheck }, mailer: { depends_on: [] }, web: { depends_on: ['db'] } };

describeFault(
  'a container that is ill after its restart',
  { shop: { services }, env: { HEALTH_TIMEOUT: '3' } },
  (scene) => {
    it('is an alarm, stays stopped when somebody stops it to repair it, and is no alarm once it is well', async () => {
      const { service, shop, socket } = scene;
      const illness = join(shop.stack.path, 'data', 'ill');
      const { id, goOn } = await service.halfWritten(shop.name);
      await writeFile(illness, '');
      goOn();

      const { job, metrics } = await service.finished(id);

      expect(job).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
      expect(job.error?.message).toMatch(/runs again, but not as before: .*-db-1 is not healthy.*watches it/);
      expect(metrics).toMatchObject([{ status: 'success', running_again: false }]);
      expect(await service.log(id)).toMatch(/ERROR .*NOT HEALTHY/);
      expect(await service.ready()).toMatchObject({
        status: 'degraded',
        alarms: [expect.stringMatching(/runs, but not as before: .*-db-1 is not healthy/)],
      });

      const { id: db } = await shop.stack.container('db');
      await docker(socket, 'stop', '--time', '1', db);
      await until('Stowage to see it', async () =>
        (await service.ready()).alarms[0]?.includes('-db-1 is exited'),
      );
      expect((await shop.state()).db?.state).toBe('exited');

      await rm(illness);
      await docker(socket, 'start', db);
      await until('the alarm to end', async () => (await service.ready()).status === 'ok');
      expect((await service.job(id)).metrics).toMatchObject([{ running_again: true }]);
      await scene.expectUnharmed({ backups: 1 });
    });
  },
);
