import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import {
  OUTPUT_FORMATS,
  type BackupState,
  type ManifestContainer,
  type OutputFormat,
} from '../../../../modules/archives/index.js';
import { ArchiveRow } from './archive.row.js';
import { bigint, json, oneOf, optional, timestamp } from './columns.js';

const STATES = ['good', 'missing', 'corrupt'] as const satisfies readonly BackupState[];

/** A complete backup. `job_id` is no foreign key: a backup outlives its job, and may come from another database. */
@Entity('backups')
@Unique('backups_path_key', ['path'])
@Index('backups_stack_path_created_at_idx', ['stackPath', 'createdAt'])
@Index('backups_archive_id_idx', ['archiveId'])
@Check('backups_format_check', oneOf('format', OUTPUT_FORMATS))
@Check('backups_state_check', oneOf('state', STATES))
export class BackupRow {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'backups_pkey',
  })
  id!: number;
  @Column({ type: 'text' })
  path!: string;
  @Column({ type: 'boolean' })
  pinned!: boolean;
  @Column({ type: 'text' })
  state!: BackupState;
  @Column({ name: 'last_verified_at', ...optional(timestamp) })
  lastVerifiedAt!: Date | null;
  @Column({ name: 'job_id', type: 'integer' })
  jobId!: number;
  @Column({ name: 'archive_id', ...optional({ type: 'integer' }) })
  archiveId!: number | null;
  @ManyToOne(() => ArchiveRow, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'archive_id', foreignKeyConstraintName: 'backups_archive_id_fkey' })
  archive?: Relation<ArchiveRow> | null;
  @Column({ name: 'archive_name', type: 'text' })
  archiveName!: string;
  @Column({ name: 'stack_name', type: 'text' })
  stackName!: string;
  @Column({ name: 'stack_path', type: 'text' })
  stackPath!: string;
  @Column({ type: 'text' })
  project!: string;
  @Column({ name: 'created_at', ...timestamp })
  createdAt!: Date;
  @Column({ type: 'text' })
  format!: OutputFormat;
  @Column({ name: 'include_data', type: 'boolean' })
  includeData!: boolean;
  @Column(bigint)
  bytes!: number;
  @Column({ type: 'text' })
  sha256!: string;
  @Column({ name: 'file_count', ...bigint })
  fileCount!: number;
  @Column({ name: 'source_bytes', ...bigint })
  sourceBytes!: number;
  @Column({ name: 'downtime_ms', ...optional({ type: 'double precision' }) })
  downtimeMs!: number | null;
  @Column(json)
  containers!: readonly ManifestContainer[];
  @Column({ name: 'compose_config_hash', ...optional({ type: 'text' }) })
  composeConfigHash!: string | null;
  @Column(json)
  warnings!: readonly string[];
}
