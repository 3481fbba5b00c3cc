import * as fc from 'fast-check';
import type { JobRepository } from '../../src/modules/jobs/index.js';
import { at, claimBy, newJob, outcome } from './job-repository.fixtures.js';

/** The part about who has a job. */
export function jobLeasesContract(make: () => Promise<JobRepository>): void {
  let jobs: JobRepository;
  beforeEach(async () => {
    jobs = await make();
  });

  describe('claims', () => {
    it('makes a queued job this worker’s', async () => {
      const { id } = await jobs.add(newJob());
      const claimed = await jobs.claim(id, claimBy('w1'));
      expect(claimed).toMatchObject({ status: 'running', startedAt: at(1), workerId: 'w1' });
      expect(await jobs.findById(id)).toEqual(claimed);
      expect(await jobs.claim(id, claimBy('w1'))).toBeNull();
      expect(await jobs.claim(987_654, claimBy('w1'))).toBeNull();
    });

    it('has exactly one winner, however many try', async () => {
      const contenders = fc.array(fc.constantFrom('w1', 'w2', 'w3', 'w4'), { minLength: 2, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(contenders, async (workers) => {
          const { id } = await jobs.add(newJob());
          const claims = await Promise.all(workers.map((worker) => jobs.claim(id, claimBy(worker))));
          const won = workers.filter((_worker, index) => claims[index] !== null);
          expect(won).toHaveLength(1);
          expect((await jobs.findById(id))?.workerId).toBe(won[0]);
        }),
        { numRuns: 25 },
      );
    });

    it('ends with the outcome, once, and only for the worker that has it', async () => {
      const { id } = await jobs.add(newJob());
      expect(await jobs.finish(id, 'w1', outcome())).toBe(false);
      await jobs.claim(id, claimBy('w1'));
      expect(await jobs.finish(id, 'w2', outcome())).toBe(false);
      const failure = { code: 'X', message: 'nul \u0001 and ü' };
      expect(await jobs.finish(id, 'w1', outcome({ status: 'failed', error: failure }))).toBe(true);
      expect(await jobs.finish(id, 'w1', outcome())).toBe(false);
      expect(await jobs.findById(id)).toMatchObject({
        ...{
          status: 'failed',
          finishedAt: at(20),
          totalSizeBytes: 5_000_000_000_000,
          error: failure,
          workerId: 'w1',
        },
      });
    });

    it('tells the worker on every sign of life how things are', async () => {
      const { id } = await jobs.add(newJob());
      expect(await jobs.heartbeat(id, 'w1', at(40))).toBe('lost');
      await jobs.claim(id, claimBy('w1'));
      expect(await jobs.heartbeat(id, 'w1', at(40))).toBe('held');
      expect(await jobs.heartbeat(id, 'w2', at(40))).toBe('lost');
      await jobs.requestCancel(id, at(5));
      expect(await jobs.heartbeat(id, 'w1', at(50))).toBe('cancel-requested');
      await jobs.finish(id, 'w1', outcome());
      expect(await jobs.heartbeat(id, 'w1', at(60))).toBe('lost');
    });
  });

  describe('cancelling', () => {
    it('ends a queued job at once', async () => {
      const { id } = await jobs.add(newJob());
      const cancelled = await jobs.requestCancel(id, at(5));
      expect(cancelled).toMatchObject({ status: 'cancelled', finishedAt: at(5), cancelRequestedAt: at(5) });
      expect(await jobs.claim(id, claimBy('w1'))).toBeNull();
    });

    it('asks a running one, and remembers when it was asked first', async () => {
      const { id } = await jobs.add(newJob());
      await jobs.claim(id, claimBy('w1'));
      await jobs.requestCancel(id, at(5));
      const asked = await jobs.requestCancel(id, at(9));
      expect(asked).toMatchObject({
        status: 'running',
        finishedAt: null,
        cancelRequestedAt: at(5),
        workerId: 'w1',
      });
    });

    it('refuses what has ended or never was', async () => {
      const { id } = await jobs.add(newJob());
      await jobs.requestCancel(id, at(5));
      await expect(jobs.requestCancel(id, at(6))).rejects.toMatchObject({ code: 'ILLEGAL_JOB_TRANSITION' });
      await expect(jobs.requestCancel(987_654, at(6))).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    });

    it('and claiming at the same time never both win', async () => {
      for (let round = 0; round < 20; round += 1) {
        const { id } = await jobs.add(newJob());
        const [claimed] = await Promise.all([jobs.claim(id, claimBy('w')), jobs.requestCancel(id, at(5))]);
        const job = await jobs.findById(id);
        expect(job?.status).toBe(claimed ? 'running' : 'cancelled');
        expect(job?.cancelRequestedAt).toEqual(at(5));
      }
    });
  });

  describe('dead workers', () => {
    it('finds the jobs this worker had, and those whose lease is over', async () => {
      const [own, expired, alive, queued] = [
        await jobs.add(newJob()),
        await jobs.add(newJob()),
        await jobs.add(newJob()),
        await jobs.add(newJob()),
      ];
      await jobs.claim(own.id, claimBy('me', { leaseUntil: at(99) }));
      await jobs.claim(expired.id, claimBy('other', { leaseUntil: at(30) }));
      await jobs.claim(alive.id, claimBy('other', { leaseUntil: at(32) }));
      const dead = await jobs.findDead('me', at(31));
      expect(dead.map(({ id }) => id).sort()).toEqual([own.id, expired.id].sort());
      expect(dead.map(({ id }) => id)).not.toContain(queued.id);
    });

    it('lets one of many take over', async () => {
      const { id } = await jobs.add(newJob());
      const job = await jobs.claim(id, claimBy('gone'));
      const take = (worker: string) =>
        jobs.takeOver(job!, claimBy(worker, { at: at(60), leaseUntil: at(90) }));
      const taken = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(take));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await jobs.heartbeat(id, 'gone', at(99))).toBe('lost');
      expect(await jobs.finish(id, 'abcde'[taken.indexOf(true)]!, outcome({ status: 'failed' }))).toBe(true);
    });

    it('leaves a worker that lives again its job', async () => {
      const { id } = await jobs.add(newJob());
      const job = await jobs.claim(id, claimBy('slow'));
      await jobs.heartbeat(id, 'slow', at(100));
      expect(await jobs.takeOver(job!, claimBy('a', { at: at(60) }))).toBe(false);
      await jobs.finish(id, 'slow', outcome());
      expect(await jobs.takeOver(job!, claimBy('a', { at: at(200) }))).toBe(false);
    });

    it('lets a restarted worker take over its own job before the lease is over', async () => {
      const { id } = await jobs.add(newJob());
      const job = await jobs.claim(id, claimBy('me', { leaseUntil: at(500) }));
      expect(await jobs.takeOver(job!, claimBy('me', { at: at(60), leaseUntil: at(600) }))).toBe(true);
      expect((await jobs.findById(id))?.workerId).toBe('me');
    });
  });
}
