import { IsBoolean } from 'class-validator';
import type { StartAdHocJobCommand } from '../../../../../modules/jobs/index.js';
import { BACKUP_DEFAULTS, BackupInput } from './backup.input.js';
import { present } from './present.js';
import { MayBeAbsent } from './rules.js';
import { Stacks } from './stacks.input.js';

export class AdHocJobInput extends BackupInput {
  @Stacks()
  readonly stacks!: readonly string[];

  @IsBoolean()
  @MayBeAbsent()
  readonly dry_run?: boolean;
}

export const toCommand = (input: AdHocJobInput): StartAdHocJobCommand => ({
  ...BACKUP_DEFAULTS,
  ...present({
    stopContainers: input.stop_containers,
    includeData: input.include_data,
    outputFormat: input.output_format,
    compressionLevel: input.compression_level,
  }),
  stacks: input.stacks,
  dryRun: input.dry_run ?? false,
  triggeredBy: 'api',
});
