import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsString, ValidateNested } from 'class-validator';
import {
  type ArchiveChange,
  type ArchivePlan,
  DEFAULT_CRON,
  DEFAULT_RETENTION,
} from '../../../../../modules/archives/index.js';
import { BACKUP_DEFAULTS, BackupInput } from './backup.input.js';
import { present } from './present.js';
import { RetentionInput, toRetention } from './retention.input.js';
import { MayBeAbsent } from './rules.js';
import { Stacks } from './stacks.input.js';

abstract class ArchiveInput extends BackupInput {
  @IsBoolean()
  @MayBeAbsent()
  readonly schedule_enabled?: boolean;

  @IsString()
  @MayBeAbsent()
  readonly schedule_cron?: string;

  @ValidateNested()
  @IsObject()
  @Type(() => RetentionInput)
  @MayBeAbsent()
  readonly retention?: RetentionInput;
}

export class NewArchiveInput extends ArchiveInput {
  @IsString()
  readonly name!: string;

  @Stacks()
  readonly stacks!: readonly string[];
}

export class ArchiveChangeInput extends ArchiveInput {
  @IsString()
  @MayBeAbsent()
  readonly name?: string;

  @Stacks()
  @MayBeAbsent()
  readonly stacks?: readonly string[];
}

const DEFAULTS = { ...BACKUP_DEFAULTS, scheduleEnabled: false, scheduleCron: DEFAULT_CRON } as const;

export function toPlan(input: NewArchiveInput): ArchivePlan {
  const { retention, ...change } = toChange(input);
  return {
    ...DEFAULTS,
    ...change,
    name: input.name,
    stacks: input.stacks,
    retention: { ...DEFAULT_RETENTION, ...retention },
  };
}

export const toChange = (input: ArchiveChangeInput): ArchiveChange =>
  present({
    name: input.name,
    stacks: input.stacks,
    stopContainers: input.stop_containers,
    includeData: input.include_data,
    outputFormat: input.output_format,
    compressionLevel: input.compression_level,
    scheduleEnabled: input.schedule_enabled,
    scheduleCron: input.schedule_cron,
    retention: input.retention && toRetention(input.retention),
  });
