import type { Repository } from 'typeorm';
import type { StackClaimRow } from '../rows/stack-claim.row.js';

/** One job a stack. */
export class StackClaims {
  constructor(private readonly rows: Repository<StackClaimRow>) {}

  /** The update changes nothing but makes the statement return the row that is in the way, without a gap. */
  async claim(stackPath: string, jobId: number): Promise<number> {
    const result = await this.rows
      .createQueryBuilder()
      .insert()
      .updateEntity(false)
      .values({ stackPath, jobId })
      .orUpdate(['stack_path'], ['stack_path'])
      .returning('"job_id"')
      .execute();
    const [{ job_id: holder }] = result.raw as readonly [{ readonly job_id: number }];
    return holder;
  }

  async release(stackPath: string, jobId: number): Promise<void> {
    await this.rows.delete({ stackPath, jobId });
  }

  async releaseAll(jobId: number): Promise<void> {
    await this.rows.delete({ jobId });
  }
}
