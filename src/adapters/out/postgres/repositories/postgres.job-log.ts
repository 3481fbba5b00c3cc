import { Injectable } from '@nestjs/common';
import { And, DataSource, LessThanOrEqual, MoreThan, type Repository } from 'typeorm';
import { JobLog, type LogLine, type LogPage, type NewLogLine } from '../../../../modules/jobs/index.js';
import { JobLogLineRow } from '../rows/job-log-line.row.js';
import { storableText } from '../storable.js';
import { isDuplicate } from '../violations.js';

/** One statement a batch; arrays instead of one parameter a value, of which there may be 65,535. */
const APPEND = `
  WITH "last" AS (SELECT coalesce(max("number"), 0) AS "number" FROM "job_log_lines" WHERE "job_id" = $1),
  "added" AS (
    INSERT INTO "job_log_lines" ("job_id", "number", "time", "level", "stack", "text")
    SELECT $1, "last"."number" + "line"."position", "line"."time", "line"."level", "line"."stack", "line"."text"
    FROM "last", unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[])
      WITH ORDINALITY AS "line" ("time", "level", "stack", "text", "position")
    RETURNING "number")
  SELECT max("number") AS "last" FROM "added"`;

@Injectable()
export class PostgresJobLog extends JobLog {
  readonly #rows: Repository<JobLogLineRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(JobLogLineRow);
  }

  async append(jobId: number, lines: readonly NewLogLine[]): Promise<number> {
    if (lines.length === 0) return this.lastNumber(jobId);
    const values = [
      jobId,
      lines.map((line) => line.time.toISOString()),
      lines.map((line) => line.level),
      lines.map((line) => line.stack),
      lines.map((line) => storableText(line.text)),
    ];
    for (;;) {
      try {
        const [added] = await this.#rows.query<readonly [{ readonly last: number }]>(APPEND, values);
        return added.last;
      } catch (error) {
        // Another writer was faster, and has the numbers that we would have given.
        if (!isDuplicate(error, 'job_log_lines_pkey')) throw error;
      }
    }
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
