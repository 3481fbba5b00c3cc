import type { ActivityLog, LogLevel } from './activity-log.js';

/** The log of the service as a whole: what is not about one job, and the alarms of all. */
export abstract class ServiceLog implements ActivityLog {
  abstract write(level: LogLevel, text: string): void;
}
