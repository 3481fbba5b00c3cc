import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { docker } from '../../support/docker/docker-cli.js';
import { TEST_IMAGE } from '../../support/docker/test-image.js';
import { FaultScene } from '../../support/service/fault-scene.js';

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
    scene = new FaultScene(socket, { env, shop: { megabytes: 1, services: { web: { image } } } });
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
    expect(await service.log(id)).toMatch(/web.*Pulling/);
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
