import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import {
  JOB_STATUSES,
  JOB_TYPES,
  type BackupPlan,
  type JobFailure,
  type JobProgress,
  type JobStatus,
  type JobTrigger,
  type JobType,
} from '../../../../modules/jobs/index.js';
import { ArchiveRow } from './archive.row.js';
import { bigint, json, oneOf, optional, timestamp } from './columns.js';

const TRIGGERS = ['manual', 'schedule', 'api', 'cli'] as const satisfies readonly JobTrigger[];

/** What `add` runs into when an archive is busy. */
export const ONE_UNFINISHED_PER_ARCHIVE = 'jobs_one_unfinished_per_archive';

/** Progress as JSON holds it. */
export type StoredProgress = Omit<JobProgress, 'downSince'> & { readonly downSince: string | null };

@Entity('jobs')
@Index(ONE_UNFINISHED_PER_ARCHIVE, ['archiveId'], {
  unique: true,
  where: `(type = 'archive'::text) AND (status = ANY (ARRAY['queued'::text, 'running'::text]))`,
})
@Index('jobs_archive_id_id_idx', ['archiveId', 'id'])
@Index('jobs_status_id_idx', ['status', 'id'])
@Index('jobs_archive_id_status_id_idx', ['archiveId', 'status', 'id'])
@Check('jobs_type_check', oneOf('type', JOB_TYPES))
@Check('jobs_status_check', oneOf('status', JOB_STATUSES))
@Check('jobs_triggered_by_check', oneOf('triggered_by', TRIGGERS))
export class JobRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'jobs_pkey' })
  id!: number;
  @Column({ type: 'text' })
  type!: JobType;
  @Column({ name: 'archive_id', ...optional({ type: 'integer' }) })
  archiveId!: number | null;
  @ManyToOne(() => ArchiveRow, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'archive_id', foreignKeyConstraintName: 'jobs_archive_id_fkey' })
  archive?: Relation<ArchiveRow> | null;
  @Column(json)
  plan!: BackupPlan;
  @Column({ type: 'text' })
  status!: JobStatus;
  @Column({ name: 'triggered_by', type: 'text' })
  triggeredBy!: JobTrigger;
  @Column({ name: 'dry_run', type: 'boolean' })
  dryRun!: boolean;
  @Column({ name: 'queued_at', ...timestamp })
  queuedAt!: Date;
  @Column({ name: 'started_at', ...optional(timestamp) })
  startedAt!: Date | null;
  @Column({ name: 'finished_at', ...optional(timestamp) })
  finishedAt!: Date | null;
  @Column({ name: 'total_size_bytes', ...optional(bigint) })
  totalSizeBytes!: number | null;
  @Column({ name: 'reclaimed_bytes', ...optional(bigint) })
  reclaimedBytes!: number | null;
  @Column(optional(json))
  progress!: StoredProgress | null;
  @Column(optional(json))
  error!: JobFailure | null;
  @Column({ name: 'cancel_requested_at', ...optional(timestamp) })
  cancelRequestedAt!: Date | null;
  @Column({ name: 'worker_id', ...optional({ type: 'text' }) })
  workerId!: string | null;
  @Column({ name: 'lease_until', ...optional(timestamp) })
  leaseUntil!: Date | null;
  @Column({ name: 'log_file', ...optional({ type: 'text' }) })
  logFile!: string | null;
}
