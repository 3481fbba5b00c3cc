import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwedContainer } from '../../../../modules/stacks/index.js';
import { json, optional, text, timestamp } from './columns.js';

/** A stack that is owed a restart. `job_id` is no foreign key: the debt outlives its job. */
@Entity('suspensions')
export class SuspensionRow {
  @PrimaryColumn({ name: 'stack_path', type: 'text', primaryKeyConstraintName: 'suspensions_pkey' })
  stackPath!: string;
  @Column({ name: 'job_id', type: 'integer' })
  jobId!: number;
  @Column({ name: 'stack_name', type: 'text' })
  stackName!: string;
  @Column({ type: 'text' })
  project!: string;
  @Column(json)
  containers!: readonly OwedContainer[];
  @Column({ name: 'opened_at', ...timestamp })
  openedAt!: Date;
  @Column({ type: 'integer', default: 0 })
  attempts!: number;
  @Column({ name: 'last_error', ...optional(text) })
  lastError!: string | null;
  @Column({ name: 'started_at', ...optional(timestamp) })
  startedAt!: Date | null;
  @Column({ name: 'watch_until', ...optional(timestamp) })
  watchUntil!: Date | null;
}
