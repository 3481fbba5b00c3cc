import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { JobRow } from './job.row.js';

/** The stack is reserved for this job. */
@Entity('stack_claims')
@Index('stack_claims_job_id_idx', ['jobId'])
export class StackClaimRow {
  @PrimaryColumn({ name: 'stack_path', type: 'text', primaryKeyConstraintName: 'stack_claims_pkey' })
  stackPath!: string;
  @Column({ name: 'job_id', type: 'integer' })
  jobId!: number;
  @ManyToOne(() => JobRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'stack_claims_job_id_fkey' })
  job?: Relation<JobRow>;
}
