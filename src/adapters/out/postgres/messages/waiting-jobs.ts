import { Injectable } from '@nestjs/common';
import { In, Not, DataSource } from 'typeorm';
import { JobRow } from '../rows/job.row.js';

/** What the jobs table says about jobs that nobody has claimed. */
@Injectable()
export class WaitingJobs {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. No row is locked: the claim decides who gets it. */
  async find(except: readonly number[], limit: number): Promise<readonly number[]> {
    const rows = await this.dataSource.getRepository(JobRow).find({
      select: { id: true },
      where: { status: 'queued', id: Not(In([...except])) },
      order: { id: 'ASC' },
      take: limit,
    });
    return rows.map((row) => row.id);
  }
}
