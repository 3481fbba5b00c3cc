import type { Archive, RetentionCounts } from '../../../../../modules/archives/index.js';
import type { Job } from '../../../../../modules/jobs/index.js';

/** `lastJob`: its newest one. */
export const archiveWire = (archive: Archive, lastJob: Job | undefined) => ({
  id: archive.id,
  name: archive.name,
  stacks: archive.stacks,
  stop_containers: archive.stopContainers,
  include_data: archive.includeData,
  output_format: archive.outputFormat,
  compression_level: archive.compressionLevel,
  schedule_enabled: archive.scheduleEnabled,
  schedule_cron: archive.scheduleCron,
  retention: retentionWire(archive.retention),
  next_run_at: null,
  last_job: lastJob ? { id: lastJob.id, status: lastJob.status, finished_at: lastJob.finishedAt } : null,
  created_at: archive.createdAt,
  updated_at: archive.updatedAt,
});

export type ArchiveWire = ReturnType<typeof archiveWire>;

const retentionWire = (counts: RetentionCounts) => ({
  keep_last: counts.keepLast,
  keep_days: counts.keepDays,
  keep_weeks: counts.keepWeeks,
  keep_months: counts.keepMonths,
  keep_years: counts.keepYears,
  one_per_day: counts.onePerDay,
});
