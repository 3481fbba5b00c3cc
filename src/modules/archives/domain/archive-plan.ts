import { type FieldError, InvalidInput } from '../../../kernel/field-error.js';
import type { ArchivePlan, RetentionCounts } from './archive.js';
import { archiveNameProblem } from './archive-name.js';
import { cronProblem } from './cron-expression.js';
import { COMPRESSION } from './output-format.js';

export const DEFAULT_RETENTION: RetentionCounts = {
  keepLast: 1,
  keepDays: 7,
  keepWeeks: 4,
  keepMonths: 6,
  keepYears: 2,
  onePerDay: false,
};

export const DEFAULT_CRON = '0 3 * * *';

const MOST_KEPT = 10_000;

/** @throws InvalidInput naming every rule that is broken */
export function checkPlan(plan: ArchivePlan): void {
  const errors = [
    ...at('name', archiveNameProblem(plan.name)),
    ...at('stacks', plan.stacks.length === 0 ? 'must name at least one stack' : null),
    ...at('compression_level', levelProblem(plan)),
    ...at('schedule_cron', cronProblem(plan.scheduleCron)),
    ...retentionErrors(plan.retention),
  ];
  if (errors.length > 0) throw new InvalidInput(errors);
}

const at = (field: string, message: string | null): readonly FieldError[] =>
  message === null ? [] : [{ field, message }];

export function levelProblem({
  outputFormat,
  compressionLevel,
}: Pick<ArchivePlan, 'outputFormat' | 'compressionLevel'>): string | null {
  if (compressionLevel === null) return null;
  const range = COMPRESSION[outputFormat];
  if (range === null) return `must be null: ${outputFormat} does not compress`;
  const fits =
    Number.isInteger(compressionLevel) && compressionLevel >= range.min && compressionLevel <= range.max;
  return fits ? null : `must be a whole number from ${range.min} to ${range.max} for ${outputFormat}`;
}

function retentionErrors(retention: RetentionCounts): readonly FieldError[] {
  const counts = {
    'retention.keep_last': retention.keepLast,
    'retention.keep_days': retention.keepDays,
    'retention.keep_weeks': retention.keepWeeks,
    'retention.keep_months': retention.keepMonths,
    'retention.keep_years': retention.keepYears,
  };
  return Object.entries(counts).flatMap(([field, count]) => {
    const least = field === 'retention.keep_last' ? 1 : 0;
    const fits = Number.isInteger(count) && count >= least && count <= MOST_KEPT;
    return at(field, fits ? null : `must be a whole number from ${least} to ${MOST_KEPT}`);
  });
}
