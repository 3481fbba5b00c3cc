import { Injectable } from '@nestjs/common';
import { And, DataSource, LessThanOrEqual, MoreThan, type Repository } from 'typeorm';
import { JobLog, type LogLine, type LogPage } from '../../../../modules/jobs/index.js';
import { JobLogLineRow } from '../rows/job-log-line.row.js';
import { storableText } from '../storable.js';

/** One statement a batch; arrays instead of one parameter a value, of which there may be 65,535. */
const APPEND = `
  INSERT INTO "job_log_lines" ("job_id", "number", "time", "level", "stack", "text")
  SELECT $1, * FROM unnest($2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
  ON CONFLICT DO NOTHING`;

@Injectable()
export class PostgresJobLog extends JobLog {
  readonly #rows: Repository<JobLogLineRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(JobLogLineRow);
  }

  async append(jobId: number, lines: readonly LogLine[]): Promise<void> {
    if (lines.length === 0) return;
    await this.#rows.query(APPEND, [
      jobId,
      lines.map((line) => line.number),
      lines.map((line) => line.time.toISOString()),
      lines.map((line) => line.level),
      lines.map((line) => line.stack),
      lines.map((line) => storableText(line.text)),
    ]);
  }

  async read(
    jobId: number,
    { after, stack, limit }: { after: number; stack?: string; limit: number },
  ): Promise<LogPage> {
    // Looked up first: a line that comes in between is for the next page.
    const last = await this.lastNumber(jobId);
    const rows = await this.#rows.find({
      where: {
        jobId,
        number: And(MoreThan(after), LessThanOrEqual(last)),
        ...(stack !== undefined && { stack }),
      },
      order: { number: 'ASC' },
      take: limit,
    });
    const seen = rows.length < limit ? last : rows.at(-1)?.number;
    return { lines: rows.map(toLogLine), lastLine: Math.max(after, seen ?? 0) };
  }

  async lastNumber(jobId: number): Promise<number> {
    const last = await this.#rows.findOne({
      where: { jobId },
      order: { number: 'DESC' },
      select: { jobId: true, number: true },
    });
    return last?.number ?? 0;
  }
}

const toLogLine = ({ number, time, level, stack, text }: JobLogLineRow): LogLine => ({
  number,
  time,
  level,
  stack,
  text,
});
