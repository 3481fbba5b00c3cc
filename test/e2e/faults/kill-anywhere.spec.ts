import { describeFault } from '../../support/service/fault-scene.js';

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

/** Of what is different when a backup is a folder. */
const POINTS_OF_WRITING = [
  'while writing',
  'after writing',
  'after the checksum',
  'after the manifest was renamed',
  'after the backup was renamed',
];
const FORMATS = [
  { output_format: 'tar.zst', compression_level: 19, points: POINTS },
  { output_format: 'folder', points: POINTS.filter(([point]) => POINTS_OF_WRITING.includes(point)) },
] as const;

describeFault('kill -9 of the service', { shop: { megabytes: 2 }, crashable: true }, (scene) => {
  let backups = 0;

  describe.each(FORMATS)('that writes $output_format', ({ points, ...format }) => {
    it.each(points)('%s: the stack comes back, disk and catalogue agree (%s)', async (point, expected) => {
      const { service, shop } = scene;
      await service.crashAt(point);
      const job = await service.backUp([shop.name], format);
      expect(await service.ended()).toBe('SIGKILL');
      await service.crashAt(null);

      await service.start();
      const { job: after, metrics } = await service.finished(job);

      if (expected === 'kept') backups += 1;
      await scene.expectUnharmed({ backups });
      expect(after).toMatchObject({ status: 'failed', error: { code: 'WORKER_DIED' } });
      expect(metrics.flatMap(({ backup_id }) => backup_id ?? [])).toHaveLength(expected === 'kept' ? 1 : 0);
    });
  });
});
