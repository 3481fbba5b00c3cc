import { IsBoolean, IsIn, IsInt, ValidateIf } from 'class-validator';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../../../modules/archives/index.js';
import { MayBeAbsent } from './rules.js';

/** How a stack is to be backed up, in an archive as in a single job. */
export abstract class BackupInput {
  @IsBoolean()
  @MayBeAbsent()
  readonly stop_containers?: boolean;

  @IsBoolean()
  @MayBeAbsent()
  readonly include_data?: boolean;

  @IsIn(OUTPUT_FORMATS)
  @MayBeAbsent()
  readonly output_format?: OutputFormat;

  /** Null: the format's preset. */
  @IsInt()
  @ValidateIf((_input, value: unknown) => value !== undefined && value !== null)
  readonly compression_level?: number | null;
}

export const BACKUP_DEFAULTS = {
  stopContainers: true,
  includeData: true,
  outputFormat: 'tar.zst',
  compressionLevel: null,
} as const;
