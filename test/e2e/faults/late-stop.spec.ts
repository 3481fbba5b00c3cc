import { docker } from '../../support/docker/docker-cli.js';
import { until } from '../../support/docker/until.js';
import { describeFault } from '../../support/service/fault-scene.js';

/** Ends only when it is told to by a file, long after it was asked to stop. */
const STUBBORN = ['sh', '-c', "rm -f /end; trap '' TERM; until [ -e /end ]; do sleep 0.1; done"];
const services = { mailer: { command: STUBBORN, stop_grace_period: '5m' } };

describeFault('kill -9 while a container is being stopped', { shop: { services } }, (scene) => {
  it('it stops only after the next start has found it running: it is started again', async () => {
    const { service, shop, socket } = scene;
    const id = await service.backUp([shop.name]);
    await until('the stop', async () => (await service.log(id)).includes('-mailer-1'));
    await until('the request to stop to reach the engine', async () => isBeingStopped());
    service.signal('SIGKILL');
    await service.ended();
    await service.start();
    expect((await service.finished(id)).job).toMatchObject({ error: { code: 'WORKER_DIED' } });
    expect(await shop.state()).toEqual(shop.atFirst);
    expect(await service.ready()).toMatchObject({ status: 'ok', alarms: [] });

    const before = (await shop.startTimes()).mailer;
    const { id: mailer } = await shop.stack.container('mailer');
    await docker(socket, 'exec', mailer, 'touch', '/end');
    await until('the late stop', async () => (await shop.state()).mailer?.state !== 'running');

    await until('the new start', async () => (await shop.startTimes()).mailer !== before);
    await until('the job to tell', async () =>
      /WARNING .*-mailer-1 stopped after all/.test(await service.log(id)),
    );
  });

  const isBeingStopped = async (): Promise<boolean> => {
    const { id } = await scene.shop.stack.container('mailer');
    const events = await docker(
      scene.socket,
      ...[
        'events',
        '--since',
        '10m',
        '--until',
        '0s',
        '--filter',
        `container=${id}`,
        '--filter',
        'event=kill',
      ],
      ...['--format', '{{.Action}}'],
    );
    return events.includes('kill');
  };
});
