import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LOG_LEVELS, type LogLevel } from '../../../../kernel/activity-log.js';
import { oneOf, optional, timestamp } from './columns.js';
import { JobRow } from './job.row.js';

const KEY = { primaryKeyConstraintName: 'job_log_lines_pkey' } as const;

@Entity('job_log_lines')
@Check('job_log_lines_level_check', oneOf('level', LOG_LEVELS))
export class JobLogLineRow {
  @PrimaryColumn({ name: 'job_id', type: 'integer', ...KEY })
  jobId!: number;
  @ManyToOne(() => JobRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'job_log_lines_job_id_fkey' })
  job?: Relation<JobRow>;
  @PrimaryColumn({ type: 'integer', ...KEY })
  number!: number;
  @Column(timestamp)
  time!: Date;
  @Column({ type: 'text' })
  level!: LogLevel;
  @Column(optional({ type: 'text' }))
  stack!: string | null;
  @Column({ type: 'text' })
  text!: string;
}
