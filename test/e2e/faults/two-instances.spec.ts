import type { TestService } from '../../support/service/test-service.js';
import { describeFault } from '../../support/service/fault-scene.js';

interface LogTail {
  readonly lines: readonly { readonly time: string; readonly text: string }[];
}

describeFault(
  'two instances on one database',
  { externalDatabase: true, env: { JOB_CONCURRENCY: '3' } },
  (scene) => {
    let other: TestService;

    beforeAll(async () => {
      other = await scene.prepareService({ archivesDir: scene.service.archivesDir });
      await other.start();
    });

    /** From the first stop to the last start. */
    const timeInside = async (id: number): Promise<readonly [number, number]> => {
      const { lines } = await scene.service.get<LogTail>(`/api/jobs/${id}/log/tail`);
      const timeOf = (found: LogTail['lines'][number] | undefined): number => Date.parse(found?.time ?? '');
      return [
        timeOf(lines.find(({ text }) => text.startsWith('Stopping'))),
        timeOf(lines.findLast(({ text }) => text.endsWith('running again'))),
      ];
    };

    it('work on a stack one after the other', async () => {
      const { service, shop } = scene;
      const instances = [service, other, service, other];
      const ids = await Promise.all(instances.map((one) => one.backUp([shop.name])));

      for (const id of ids)
        expect((await service.finished(id)).job).toMatchObject({ status: 'success', error: null });

      await scene.expectUnharmed({ backups: ids.length });
      const times = (await Promise.all(ids.map(timeInside))).sort(([a], [b]) => a - b);
      const inOrder = times.flat();
      expect(inOrder).not.toContain(NaN);
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    });

    it('refuse a second run of an archive, and name the first', async () => {
      const { service, shop } = scene;
      const plan = { name: 'Nightly', stacks: [shop.name], output_format: 'tar.zst', compression_level: 19 };
      const { id: archive } = await service.post<{ id: number }>('/api/archives', plan);
      const { job_id } = await service.post<{ job_id: number }>(`/api/archives/${archive}/run`);

      const refusal = await fetch(`${other.address}/api/archives/${archive}/run`, { method: 'POST' });

      expect(refusal.status).toBe(409);
      expect(await refusal.json()).toMatchObject({
        code: 'ARCHIVE_BUSY',
        job_id,
        detail: expect.stringContaining('Nightly'),
      });
      expect((await service.finished(job_id)).job.status).toBe('success');
      await scene.expectUnharmed({ backups: 5 });
    });
  },
);
