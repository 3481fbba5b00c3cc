import { pendingMetric, type JobRepository, type StackMetric } from '../../src/modules/jobs/index.js';
import { at, claimBy, newJob, outcome } from './job-repository.fixtures.js';

export interface JobRepositoryHarness {
  readonly jobs: JobRepository;
  /** Ids of archives that exist. */
  readonly archiveIds: readonly [number, number];
}

export function jobRepositoryContract(make: () => Promise<JobRepositoryHarness>): void {
  let jobs: JobRepository;
  let archiveIds: readonly [number, number];
  beforeEach(async () => {
    ({ jobs, archiveIds } = await make());
  });

  describe('keeping', () => {
    it('gives back what was put in, and nothing else yet', async () => {
      const job = await jobs.add(newJob({ archiveId: archiveIds[0], dryRun: true, triggeredBy: 'cli' }));
      expect(job).toEqual({
        ...newJob({ archiveId: archiveIds[0], dryRun: true, triggeredBy: 'cli' }),
        ...{
          id: job.id,
          status: 'queued',
          startedAt: null,
          finishedAt: null,
          totalSizeBytes: null,
          progress: null,
        },
        ...{ reclaimedBytes: null, error: null, cancelRequestedAt: null, workerId: null, logFile: null },
      });
      expect(await jobs.findById(job.id)).toEqual(job);
      expect(await jobs.findById(987_654)).toBeNull();
    });

    it('keeps progress and the log file', async () => {
      const { id } = await jobs.add(newJob());
      const progress = {
        ...({
          phase: 'stacks',
          stackPath: '/opt/stacks/blog',
          stacksDone: 1,
          stacksTotal: 2,
          files: 12,
        } as const),
        ...{ bytesRead: 6_000_000_000_000, bytesWritten: 3, filesExpected: null, bytesExpected: 9 },
        ...{ bytesPerSecond: 1.5, secondsLeft: null, downSince: at(3) },
      };
      await jobs.saveProgress(id, progress);
      await jobs.saveLogFile(id, '/logs/a.log');
      expect(await jobs.findById(id)).toMatchObject({ progress, logFile: '/logs/a.log' });
      await jobs.saveProgress(id, { ...progress, downSince: null });
      expect((await jobs.findById(id))?.progress?.downSince).toBeNull();
    });

    it('finds by every filter, newest first, page by page', async () => {
      const mine = await jobs.add(newJob({ archiveId: archiveIds[0] }));
      await jobs.requestCancel(mine.id, at(1));
      const others = [await jobs.add(newJob()), await jobs.add(newJob()), await jobs.add(newJob())];
      const again = await jobs.add(newJob({ archiveId: archiveIds[0] }));
      const ids = async (filter: Parameters<JobRepository['find']>[0]): Promise<number[]> =>
        (await jobs.find(filter)).map(({ id }) => id);
      const newestFirst = [again, ...others.toReversed(), mine].map(({ id }) => id);
      expect(await ids({ limit: 200 })).toEqual(newestFirst);
      expect(await ids({ limit: 2 })).toEqual(newestFirst.slice(0, 2));
      expect(await ids({ limit: 2, before: newestFirst[1]! })).toEqual(newestFirst.slice(2, 4));
      expect(await ids({ limit: 9, archiveId: archiveIds[0] })).toEqual([again.id, mine.id]);
      expect(await ids({ limit: 9, archiveId: archiveIds[0], status: 'cancelled' })).toEqual([mine.id]);
      expect(await ids({ limit: 9, status: 'queued', type: 'archive', before: again.id })).toEqual(
        newestFirst.slice(1, 4),
      );
      expect(await ids({ limit: 9, archiveId: archiveIds[1] })).toEqual([]);
    });
  });

  it('finds the newest job of each archive that has one', async () => {
    const [first, second] = archiveIds;
    expect(await jobs.findLatestOf([])).toEqual([]);
    expect(await jobs.findLatestOf([first, second])).toEqual([]);
    const older = await jobs.add(newJob({ archiveId: first }));
    await jobs.requestCancel(older.id, at(1));
    const newer = await jobs.add(newJob({ archiveId: first }));
    await jobs.add(newJob());
    expect(await jobs.findLatestOf([second, first])).toEqual([newer]);
    const other = await jobs.add(newJob({ archiveId: second }));
    const latest = await jobs.findLatestOf([second, first, 987_654]);
    expect(latest.map(({ id }) => id).sort((a, b) => a - b)).toEqual([newer.id, other.id]);
  });

  describe('one unfinished job an archive', () => {
    it('names the job that is in the way, until that has ended', async () => {
      const first = await jobs.add(newJob({ archiveId: archiveIds[0] }));
      const refused = { code: 'ARCHIVE_BUSY', details: { job_id: first.id } };
      await expect(jobs.add(newJob({ archiveId: archiveIds[0] }))).rejects.toMatchObject(refused);
      await jobs.claim(first.id, claimBy('w'));
      await expect(jobs.add(newJob({ archiveId: archiveIds[0] }))).rejects.toMatchObject(refused);
      await jobs.add(newJob({ archiveId: archiveIds[1] }));
      await jobs.finish(first.id, 'w', outcome());
      expect((await jobs.add(newJob({ archiveId: archiveIds[0] }))).id).not.toBe(first.id);
    });

    it('holds when many start at once', async () => {
      const starts = await Promise.allSettled(
        [...Array(12)].map(() => jobs.add(newJob({ archiveId: archiveIds[0] }))),
      );
      const added = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value.id] : []));
      const refused = starts.flatMap((start) =>
        start.status === 'rejected' ? [start.reason as unknown] : [],
      );
      expect(added).toHaveLength(1);
      expect(refused).toHaveLength(11);
      for (const reason of refused) expect(reason).toMatchObject({ details: { job_id: added[0] } });
    });

    it('does not concern jobs without an archive', async () => {
      await jobs.add(newJob());
      await expect(jobs.add(newJob())).resolves.toMatchObject({ archiveId: null });
    });
  });

  describe('metrics', () => {
    const full: StackMetric = {
      ...pendingMetric('blog', '/opt/stacks/blog'),
      ...{
        status: 'success',
        wasRunning: true,
        runningAgain: false,
        backupId: 7,
        archivePath: '/archives/x',
      },
      ...{
        archiveSizeBytes: 5_000_000_000_000,
        durationSeconds: 1.25,
        downtimeMs: 900.5,
        warnings: ['a "b"'],
        error: 'no',
      },
    };

    it('keeps the order in which stacks came and replaces what is known', async () => {
      const { id } = await jobs.add(newJob());
      for (const name of ['b', 'a', 'c']) await jobs.saveMetric(id, pendingMetric(name, `/${name}`));
      await jobs.saveMetric(id, { ...full, stackName: 'b', stackPath: '/b' });
      const metrics = await jobs.findMetrics(id);
      expect(metrics.map(({ stackPath }) => stackPath)).toEqual(['/b', '/a', '/c']);
      expect(metrics[0]).toEqual({ ...full, stackName: 'b', stackPath: '/b' });
      expect(metrics[1]).toEqual(pendingMetric('a', '/a'));
      await jobs.saveMetric(id, pendingMetric('b', '/b'));
      expect((await jobs.findMetrics(id))[0]).toEqual(pendingMetric('b', '/b'));
    });

    it('keeps the jobs apart', async () => {
      const [one, two] = [await jobs.add(newJob()), await jobs.add(newJob())];
      await jobs.saveMetric(one.id, full);
      expect(await jobs.findMetrics(two.id)).toEqual([]);
    });
  });

  describe('stacks', () => {
    it('gives a stack to the first job until that gives it back', async () => {
      const [one, two] = [await jobs.add(newJob()), await jobs.add(newJob())];
      expect(await jobs.claimStack('/s', one.id)).toBe(one.id);
      expect(await jobs.claimStack('/s', one.id)).toBe(one.id);
      expect(await jobs.claimStack('/s', two.id)).toBe(one.id);
      await jobs.releaseStack('/s', two.id);
      expect(await jobs.claimStack('/s', two.id)).toBe(one.id);
      await jobs.releaseStack('/s', one.id);
      expect(await jobs.claimStack('/s', two.id)).toBe(two.id);
    });

    it('has one winner when many ask at once', async () => {
      const contenders = await Promise.all([...Array(8)].map(() => jobs.add(newJob())));
      const holders = await Promise.all(contenders.map(({ id }) => jobs.claimStack('/s', id)));
      expect(new Set(holders).size).toBe(1);
    });

    it('takes back all that a job had', async () => {
      const [one, two] = [await jobs.add(newJob()), await jobs.add(newJob())];
      await jobs.claimStack('/a', one.id);
      await jobs.claimStack('/b', one.id);
      await jobs.claimStack('/c', two.id);
      await jobs.releaseStacks(one.id);
      expect(await jobs.claimStack('/a', two.id)).toBe(two.id);
      expect(await jobs.claimStack('/c', one.id)).toBe(two.id);
    });
  });
}
