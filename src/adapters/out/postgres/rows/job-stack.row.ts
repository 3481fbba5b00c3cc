import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { StackStatus } from '../../../../modules/jobs/index.js';
import { bigint, json, oneOf, optional, text } from './columns.js';
import { JobRow } from './job.row.js';

const STATUSES = [
  'pending',
  'running',
  'success',
  'failed',
  'skipped',
] as const satisfies readonly StackStatus[];
const KEY = { primaryKeyConstraintName: 'job_stacks_pkey' } as const;

/** What one job did with one stack. `backup_id` is no foreign key: the record outlives the backup. */
@Entity('job_stacks')
@Check('job_stacks_status_check', oneOf('status', STATUSES))
export class JobStackRow {
  @PrimaryColumn({ name: 'job_id', type: 'integer', ...KEY })
  jobId!: number;
  @ManyToOne(() => JobRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'job_stacks_job_id_fkey' })
  job?: Relation<JobRow>;
  @PrimaryColumn({ name: 'stack_path', type: 'text', ...KEY })
  stackPath!: string;
  /** The order in which they are worked on. */
  @Column({ type: 'integer' })
  position!: number;
  @Column({ name: 'stack_name', type: 'text' })
  stackName!: string;
  @Column({ type: 'text' })
  status!: StackStatus;
  @Column({ name: 'was_running', ...optional({ type: 'boolean' }) })
  wasRunning!: boolean | null;
  @Column({ name: 'running_again', ...optional({ type: 'boolean' }) })
  runningAgain!: boolean | null;
  @Column({ name: 'backup_id', ...optional({ type: 'integer' }) })
  backupId!: number | null;
  @Column({ name: 'archive_path', ...optional({ type: 'text' }) })
  archivePath!: string | null;
  @Column({ name: 'archive_size_bytes', ...optional(bigint) })
  archiveSizeBytes!: number | null;
  @Column({ name: 'duration_seconds', ...optional({ type: 'double precision' }) })
  durationSeconds!: number | null;
  @Column({ name: 'downtime_ms', ...optional({ type: 'double precision' }) })
  downtimeMs!: number | null;
  @Column(json)
  warnings!: readonly string[];
  @Column(optional(text))
  error!: string | null;
}
