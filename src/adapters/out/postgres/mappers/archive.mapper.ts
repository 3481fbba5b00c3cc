import type { Archive, ArchivePlan } from '../../../../modules/archives/index.js';
import type { ArchiveRow } from '../rows/archive.row.js';

export const toArchive = (row: ArchiveRow): Archive => ({
  id: row.id,
  name: row.name,
  stacks: row.stacks,
  stopContainers: row.stopContainers,
  includeData: row.includeData,
  outputFormat: row.outputFormat,
  compressionLevel: row.compressionLevel,
  scheduleEnabled: row.scheduleEnabled,
  scheduleCron: row.scheduleCron,
  retention: {
    keepLast: row.keepLast,
    keepDays: row.keepDays,
    keepWeeks: row.keepWeeks,
    keepMonths: row.keepMonths,
    keepYears: row.keepYears,
    onePerDay: row.onePerDay,
  },
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

export const fromPlan = ({
  retention,
  ...plan
}: ArchivePlan): Omit<ArchiveRow, 'id' | 'createdAt' | 'updatedAt'> => ({
  name: plan.name,
  stacks: plan.stacks,
  stopContainers: plan.stopContainers,
  includeData: plan.includeData,
  outputFormat: plan.outputFormat,
  compressionLevel: plan.compressionLevel,
  scheduleEnabled: plan.scheduleEnabled,
  scheduleCron: plan.scheduleCron,
  keepLast: retention.keepLast,
  keepDays: retention.keepDays,
  keepWeeks: retention.keepWeeks,
  keepMonths: retention.keepMonths,
  keepYears: retention.keepYears,
  onePerDay: retention.onePerDay,
});
