import { IsNull, LessThan, type FindOptionsWhere, type Repository } from 'typeorm';
import type { Claim, Job, JobOutcome } from '../../../../modules/jobs/index.js';
import type { JobRow } from '../rows/job.row.js';

/** Which worker has a running job. Every change is one compare-and-set statement. */
export class JobLeases {
  constructor(private readonly rows: Repository<JobRow>) {}

  claim(id: number, { workerId, at, leaseUntil }: Claim): Promise<boolean> {
    return this.#change({ id, status: 'queued' }, { status: 'running', startedAt: at, workerId, leaseUntil });
  }

  async heartbeat(
    id: number,
    workerId: string,
    leaseUntil: Date,
  ): Promise<'held' | 'cancel-requested' | 'lost'> {
    const result = await this.rows
      .createQueryBuilder()
      .update()
      .set({ leaseUntil })
      .where({ id, status: 'running', workerId })
      .returning('"cancel_requested_at"')
      .execute();
    const [held] = result.raw as readonly { readonly cancel_requested_at: Date | null }[];
    if (!held) return 'lost';
    return held.cancel_requested_at ? 'cancel-requested' : 'held';
  }

  finish(id: number, workerId: string, outcome: JobOutcome): Promise<boolean> {
    return this.#change({ id, status: 'running', workerId }, { ...outcome, leaseUntil: null });
  }

  findDead(workerId: string, now: Date): Promise<JobRow[]> {
    const dead = [{ workerId }, ...leaseOver(now)].map((why) => ({ ...why, status: 'running' as const }));
    return this.rows.find({ where: dead, order: { id: 'ASC' } });
  }

  async takeOver(job: Job, { workerId, at, leaseUntil }: Claim): Promise<boolean> {
    const noted = { id: job.id, status: 'running', workerId: job.workerId ?? IsNull() } as const;
    const dead = job.workerId === workerId ? [{}] : leaseOver(at);
    const where = dead.map((why) => ({ ...why, ...noted }));
    return this.#change(where, { workerId, leaseUntil });
  }

  async #change(
    where: FindOptionsWhere<JobRow> | FindOptionsWhere<JobRow>[],
    change: Partial<Pick<JobRow, 'status' | 'startedAt' | 'workerId' | 'leaseUntil'>> | JobOutcome,
  ): Promise<boolean> {
    const { affected } = await this.rows.createQueryBuilder().update().set(change).where(where).execute();
    return affected === 1;
  }
}

const leaseOver = (now: Date): FindOptionsWhere<JobRow>[] => [
  { leaseUntil: LessThan(now) },
  { leaseUntil: IsNull() },
];
