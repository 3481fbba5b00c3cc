import type { Repository } from 'typeorm';
import type { StackMetric } from '../../../../modules/jobs/index.js';
import { METRIC_COLUMNS, toStackMetric } from '../mappers/stack-metric.mapper.js';
import type { JobStackRow } from '../rows/job-stack.row.js';

export class StackMetrics {
  constructor(private readonly rows: Repository<JobStackRow>) {}

  async find(jobId: number): Promise<readonly StackMetric[]> {
    const rows = await this.rows.find({ where: { jobId }, order: { position: 'ASC', stackPath: 'ASC' } });
    return rows.map(toStackMetric);
  }

  async save(jobId: number, metric: StackMetric): Promise<void> {
    const position = (): string =>
      '(SELECT coalesce(max("position"), 0) + 1 FROM "job_stacks" WHERE "job_id" = :jobId)';
    await this.rows
      .createQueryBuilder()
      .insert()
      .updateEntity(false)
      .values({ ...metric, jobId, position })
      .setParameter('jobId', jobId)
      .orUpdate([...METRIC_COLUMNS], ['job_id', 'stack_path'])
      .execute();
  }
}
