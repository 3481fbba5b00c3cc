import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docker } from '../../support/docker/docker-cli.js';
import { IDLE } from '../../support/docker/test-image.js';
import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';

const [shell, flag, idle] = IDLE;
/** Ends at once, with an error, when a file that it needs is missing. */
const NEEDY = [shell, flag, `test -e /data/needed || exit 3; ${idle}`];
const services = { web: { command: NEEDY, volumes: ['./data:/data'] } };

describeFault(
  'a stack of several services',
  { shop: { services, files: { 'data/needed': '' } } },
  (scene) => {
    it('comes back in order, with the one that was stopped by hand still stopped and its anonymous volume kept', async () => {
      const { service, shop, socket } = scene;
      const { id: db } = await shop.stack.container('db');
      await docker(socket, 'exec', db, 'sh', '-c', 'echo precious > /anonymous/note');
      const { worker: workerStart } = await shop.startTimes();
      const since = new Date().toISOString();

      const { job, metrics } = await service.finished(await service.backUp([shop.name]));

      expect(job).toMatchObject({ status: 'success', error: null });
      expect(metrics).toMatchObject([{ was_running: true, running_again: true }]);
      await scene.expectUnharmed({ backups: 1 });
      expect(await eventsSince(since)).toEqual([
        ['die', 'mailer'],
        ['die', 'web'],
        ['die', 'db'],
        ['start', 'db'],
        ['health_status: healthy', 'db'],
        ['start', 'web'],
        ['start', 'mailer'],
      ]);
      expect((await shop.startTimes()).worker).toBe(workerStart);
      expect(await docker(socket, 'exec', db, 'cat', '/anonymous/note')).toBe('precious');
    });

    it('with a container that ends right after its start: an alarm, until somebody mends it', async () => {
      const { service, shop } = scene;
      const needed = join(shop.stack.path, 'data', 'needed');
      const { id, goOn } = await service.halfWritten(shop.name);
      await rm(needed);
      goOn();

      const { job, metrics } = await service.finished(id);

      expect(job).toMatchObject({ status: 'failed', error: { code: 'STACK_LEFT_DOWN' } });
      expect(job.error?.message).toMatch(
        /-web-1 was started but is exited \(exit code 3\).*docker compose logs/,
      );
      expect(metrics).toMatchObject([{ status: 'success', running_again: false }]);
      expect(await service.ready()).toMatchObject({
        status: 'degraded',
        alarms: [expect.stringContaining('exit code 3')],
      });
      expect(await service.log(id)).toMatch(/ERROR .*LEFT DOWN/);

      await writeFile(needed, '');
      await until('the alarm to end', async () => (await service.ready()).status === 'ok');
      expect((await service.job(id)).metrics).toMatchObject([{ running_again: true }]);
      await scene.expectUnharmed({ backups: 2 });
    });

    it('with a container that a clean-up removed meanwhile: Compose makes it anew, and the job says so', async () => {
      const { service, shop, socket } = scene;
      const { id, goOn } = await service.halfWritten(shop.name);
      const { id: removed } = await shop.stack.container('mailer');
      await docker(socket, 'rm', removed);
      goOn();

      const { job, metrics } = await service.finished(id);

      expect(job).toMatchObject({ status: 'success', error: null });
      expect(metrics).toMatchObject([{ status: 'success', running_again: true }]);
      expect(await service.log(id)).toMatch(/WARNING .*-mailer-1 was removed while the stack was stopped/);
      const { mailer, ...others } = await shop.state();
      expect(mailer?.state).toBe('running');
      const { mailer: _mailer, ...othersAtFirst } = shop.atFirst;
      expect(others).toEqual(othersAtFirst);
    });

    const eventsSince = async (since: string): Promise<readonly (readonly string[])[]> => {
      const filters = [
        `label=com.docker.compose.project=${scene.shop.name}`,
        'event=die',
        'event=start',
        'event=health_status',
      ];
      const lines = await docker(
        scene.socket,
        ...['events', '--since', since, '--until', new Date().toISOString()],
        ...filters.flatMap((filter) => ['--filter', filter]),
        ...['--format', '{{.Action}}|{{index .Actor.Attributes "com.docker.compose.service"}}'],
      );
      return lines.split('\n').map((line) => line.split('|'));
    };
  },
);
