import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestService } from '../../support/service/test-service.js';
import { type ShopState, TestShop } from '../../support/service/test-shop.js';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';

/** Where the service is killed, and whether the backup was already visible then. */
const POINTS: readonly (readonly [string, 'kept' | 'nothing'])[] = [
  ['after the claim', 'nothing'],
  ['after the target was noted', 'nothing'],
  ['before the journal row', 'nothing'],
  ['after the journal row', 'nothing'],
  ['between two stops', 'nothing'],
  ['before writing', 'nothing'],
  ['while writing', 'nothing'],
  ['after writing', 'nothing'],
  ['between two starts', 'nothing'],
  ['before the journal is closed', 'nothing'],
  ['after the journal is closed', 'nothing'],
  ['before the checksum', 'nothing'],
  ['after the checksum', 'nothing'],
  ['after the manifest was written', 'nothing'],
  ['after the manifest was renamed', 'nothing'],
  ['after the backup was renamed', 'kept'],
  ['after publishing, before the catalogue row', 'kept'],
  ['after the catalogue row', 'kept'],
  ['before the job is finished', 'kept'],
];

describeWithDocker('kill -9 of the service', (socket) => {
  let root: string;
  let shop: TestShop;
  let before: ShopState;
  let service: TestService;

  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'stowage-kill-')));
    shop = await TestShop.open(socket, root, 3);
    before = await shop.state();
  });
  afterAll(async () => {
    await shop.stack.remove();
    await rm(root, { recursive: true });
  });
  beforeEach(async () => {
    service = await TestService.prepare({ socket, stacksDirs: [root] });
  });
  afterEach(() => service.remove());

  it.each(POINTS)('%s: the stack comes back, disk and catalogue agree (%s)', async (point, expected) => {
    await service.start(point);
    const job = await service.backUp([shop.stack.name], { compression_level: 19 });
    expect(await service.ended()).toBe('SIGKILL');

    await service.start();
    const { job: after, metrics } = await service.finished(job);

    expect(await shop.state()).toEqual(before);
    expect(after).toMatchObject({ status: 'failed', error: { code: 'WORKER_DIED' } });
    const files = await service.archived();
    expect(files).toHaveLength(expected === 'kept' ? 2 : 0);
    expect(files.filter((file) => /(^|\/)\./.test(file))).toEqual([]);
    const catalogue = await service.catalogue();
    expect(catalogue.map(({ path }) => path)).toEqual(
      files.slice(0, 1).map((file) => join(service.archivesDir, file)),
    );
    expect(catalogue.map(({ id }) => id)).toEqual(metrics.flatMap(({ backup_id }) => backup_id ?? []));
    expect(await service.owed()).toEqual([]);
  });
});
