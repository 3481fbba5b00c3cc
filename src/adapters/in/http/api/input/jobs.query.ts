import { IsIn } from 'class-validator';
import {
  JOB_STATUSES,
  JOB_TYPES,
  type JobFilter,
  type JobStatus,
  type JobType,
} from '../../../../../modules/jobs/index.js';
import { present } from './present.js';
import { GREATEST_INTEGER, MayBeAbsent, WholeNumberText } from './rules.js';

const DEFAULT_LIMIT = 50;
const GREATEST_LIMIT = 200;

export class JobsQuery {
  @WholeNumberText(1, GREATEST_INTEGER)
  @MayBeAbsent()
  readonly archive_id?: number;

  @IsIn(JOB_TYPES)
  @MayBeAbsent()
  readonly type?: JobType;

  @IsIn(JOB_STATUSES)
  @MayBeAbsent()
  readonly status?: JobStatus;

  @WholeNumberText(1, GREATEST_LIMIT)
  @MayBeAbsent()
  readonly limit?: number;

  /** `next_cursor` of the page before. */
  @WholeNumberText(1, GREATEST_INTEGER)
  @MayBeAbsent()
  readonly cursor?: number;
}

export const toFilter = (query: JobsQuery): JobFilter => ({
  limit: query.limit ?? DEFAULT_LIMIT,
  ...present({
    archiveId: query.archive_id,
    type: query.type,
    status: query.status,
    before: query.cursor,
  }),
});
