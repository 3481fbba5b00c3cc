import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { until } from '../../support/docker/until.js';
import { descendantsOf } from '../../support/service/processes.js';
import { describeFault } from '../../support/service/fault-scene.js';

describeFault('a start that cannot succeed', { shop: { megabytes: 1 } }, (scene) => {
  it('on a data directory in use: it says whose it is and leaves that one alone', async () => {
    const { service, shop } = scene;
    const second = await scene.prepareService({}, service.dataDir);
    second.launch();

    expect(await second.ended()).toBe(1);
    await until('it to say why', () => second.said().includes('Stop that one first'));
    expect(second.said()).toContain(`process ${service.pid}, at ${service.address}`);
    expect(await service.ready()).toMatchObject({ status: 'ok', alarms: [] });
    const { job } = await service.finished(await service.backUp([shop.name]));
    expect(job.status).toBe('success');
    await scene.expectUnharmed({ backups: 1 });
  });

  it('on a port in use: it says so and stops its PostgreSQL', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const second = await scene.prepareService({ env: { PORT: String(port) } });
    second.launch();
    const postgres = await until('its PostgreSQL', async () =>
      (await descendantsOf(second.pid)).find(({ name }) => name === 'postgres'),
    );

    expect(await second.ended()).toBe(1);
    await until('it to say why', () => second.said().includes('Set PORT to a free one'));
    expect(second.said()).toContain(`cannot listen on 127.0.0.1, port ${port}`);
    expect(() => process.kill(postgres.pid, 0)).toThrow('ESRCH');
    taken.close();
  });
});
