import type { OutputFormat } from './output-format.js';

/** How many backups each tier keeps. */
export interface RetentionCounts {
  readonly keepLast: number;
  readonly keepDays: number;
  readonly keepWeeks: number;
  readonly keepMonths: number;
  readonly keepYears: number;
  /** Keep one backup of each kept day instead of all. */
  readonly onePerDay: boolean;
}

/** What a user decides about an archive. */
export interface ArchivePlan {
  readonly name: string;
  /** Real paths of stacks. */
  readonly stacks: readonly string[];
  readonly stopContainers: boolean;
  readonly includeData: boolean;
  readonly outputFormat: OutputFormat;
  /** Null: the format's preset. */
  readonly compressionLevel: number | null;
  readonly scheduleEnabled: boolean;
  /** Five-field cron, in the service's time zone. */
  readonly scheduleCron: string;
  readonly retention: RetentionCounts;
}

/** A named plan: which stacks, when, in which format, how long to keep. */
export interface Archive extends ArchivePlan {
  readonly id: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The name under which backups without an archive are filed. */
export const AD_HOC_ARCHIVE_NAME = 'adhoc';
