import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../../modules/archives/index.js';
import { json, oneOf, optional, timestamp } from './columns.js';

/** The index is over lower("name"), which only the migration can say. */
@Entity('archives')
@Index('archives_name_key', { synchronize: false })
@Check('archives_output_format_check', oneOf('output_format', OUTPUT_FORMATS))
@Check('archives_keep_last_check', '"keep_last" >= 1')
export class ArchiveRow {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'archives_pkey',
  })
  id!: number;
  @Column({ type: 'text' })
  name!: string;
  @Column(json)
  stacks!: readonly string[];
  @Column({ name: 'stop_containers', type: 'boolean' })
  stopContainers!: boolean;
  @Column({ name: 'include_data', type: 'boolean' })
  includeData!: boolean;
  @Column({ name: 'output_format', type: 'text' })
  outputFormat!: OutputFormat;
  @Column({ name: 'compression_level', ...optional({ type: 'integer' }) })
  compressionLevel!: number | null;
  @Column({ name: 'schedule_enabled', type: 'boolean' })
  scheduleEnabled!: boolean;
  @Column({ name: 'schedule_cron', type: 'text' })
  scheduleCron!: string;
  @Column({ name: 'keep_last', type: 'integer' })
  keepLast!: number;
  @Column({ name: 'keep_days', type: 'integer' })
  keepDays!: number;
  @Column({ name: 'keep_weeks', type: 'integer' })
  keepWeeks!: number;
  @Column({ name: 'keep_months', type: 'integer' })
  keepMonths!: number;
  @Column({ name: 'keep_years', type: 'integer' })
  keepYears!: number;
  @Column({ name: 'one_per_day', type: 'boolean' })
  onePerDay!: boolean;
  @Column({ name: 'created_at', ...timestamp })
  createdAt!: Date;
  @Column({ name: 'updated_at', ...timestamp })
  updatedAt!: Date;
}
