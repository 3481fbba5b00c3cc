export const LOG_LEVELS = ['DEBUG', 'INFO', 'SUCCESS', 'WARNING', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where long work tells people what it does. Writing never fails and never waits. */
export interface ActivityLog {
  write(level: LogLevel, text: string): void;
}
