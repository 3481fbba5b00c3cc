import { IsBoolean, IsInt } from 'class-validator';
import type { RetentionCounts } from '../../../../../modules/archives/index.js';
import { present } from './present.js';
import { MayBeAbsent } from './rules.js';

export class RetentionInput {
  @IsInt()
  @MayBeAbsent()
  readonly keep_last?: number;

  @IsInt()
  @MayBeAbsent()
  readonly keep_days?: number;

  @IsInt()
  @MayBeAbsent()
  readonly keep_weeks?: number;

  @IsInt()
  @MayBeAbsent()
  readonly keep_months?: number;

  @IsInt()
  @MayBeAbsent()
  readonly keep_years?: number;

  @IsBoolean()
  @MayBeAbsent()
  readonly one_per_day?: boolean;
}

export const toRetention = (input: RetentionInput): Partial<RetentionCounts> =>
  present({
    keepLast: input.keep_last,
    keepDays: input.keep_days,
    keepWeeks: input.keep_weeks,
    keepMonths: input.keep_months,
    keepYears: input.keep_years,
    onePerDay: input.one_per_day,
  });
