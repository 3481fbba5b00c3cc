import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { FakeRegistry } from '../../support/docker/fake-registry.js';
import { TEST_IMAGE } from '../../support/docker/test-image.js';
import { FaultScene } from '../../support/service/fault-scene.js';
import type { ShopState } from '../../support/service/test-shop.js';

describeWithDocker('pulling images that cannot be pulled', (socket) => {
  let registry: Server;
  let image: string;
  let scene: FaultScene;

  beforeAll(async () => {
    registry = createServer((connection) => connection.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    image = `127.0.0.1:${(registry.address() as AddressInfo).port}/shop:1`;
    await docker(socket, 'tag', TEST_IMAGE, image);
    const env = { IMAGE_PULL_POLICY: 'always', IMAGE_PULL_INACTIVITY_TIMEOUT: '2' };
    scene = new FaultScene(socket, { env, shop: { megabytes: 1, services: fromImage(image) } });
    await scene.set();
  });
  afterAll(async () => {
    await scene.strike();
    await docker(socket, 'rmi', image);
    registry.close();
  });

  it('because the registry says nothing: the output is kept, and the stack comes back as it was', async () => {
    const { service, shop } = scene;
    const id = await service.backUp([shop.name]);

    const { job, metrics } = await service.finished(id);

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics[0]?.warnings).toEqual([expect.stringMatching(/Pulling the images .* no output for 2 s/)]);
    expect(await service.log(id)).toMatch(/(db|web|mailer) Pulling/);
    await scene.expectUnharmed({ backups: 1 });
  });

  it('and the tag means another image by now: the containers are not recreated', async () => {
    const { service, shop } = scene;
    const { id: web } = await shop.stack.container('web');
    await docker(socket, 'commit', '--change', 'LABEL other=1', web, image);

    const { job, metrics } = await service.finished(await service.backUp([shop.name]));

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics[0]?.warnings).toHaveLength(1);
    await scene.expectUnharmed({ backups: 2 });
  });
});

describeWithDocker('recreating containers from a newer image', (socket) => {
  let registry: FakeRegistry;
  let image: string;
  let scene: FaultScene;

  beforeAll(async () => {
    registry = await FakeRegistry.listen();
    image = registry.publish('shop', 'old');
    const env = { IMAGE_PULL_POLICY: 'always' };
    const shop = { megabytes: 1, services: fromImage(image) };
    scene = new FaultScene(socket, { env, shop, crashable: true });
    await scene.set();
    registry.publish('shop', 'new');
  });
  afterAll(async () => {
    await scene.strike();
    await docker(socket, 'rmi', image);
    await registry.close();
  });

  it('interrupted by kill -9: the old ones come back', async () => {
    const { service, shop } = scene;
    await service.crashAt('before the containers are recreated');
    const id = await service.backUp([shop.name]);
    expect(await service.ended()).toBe('SIGKILL');
    await service.crashAt(null);
    await service.start();

    expect((await service.finished(id)).job).toMatchObject({
      status: 'failed',
      error: { code: 'WORKER_DIED' },
    });
    await scene.expectUnharmed();
  });

  it('takes exactly those that ran', async () => {
    const { service, shop } = scene;
    const { job, metrics } = await service.finished(await service.backUp([shop.name]));

    expect(job).toMatchObject({ status: 'success', error: null });
    expect(metrics).toMatchObject([{ running_again: true, warnings: [] }]);
    const now = await shop.state();
    expect(statesOf(now)).toEqual(statesOf(shop.atFirst));
    expect(now.worker).toEqual(shop.atFirst.worker);
    expect(now.web?.id).not.toBe(shop.atFirst.web?.id);
    expect(await service.database.query('SELECT stack_path FROM suspensions')).toEqual([]);
  });
});

const statesOf = (state: ShopState) => Object.entries(state).map(([service, now]) => [service, now.state]);

const fromImage = (image: string) => ({
  db: { image },
  web: { image },
  mailer: { image },
  worker: { image },
});
