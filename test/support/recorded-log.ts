import type { ActivityLog, LogLevel } from '../../src/kernel/activity-log.js';

/** Keeps what was written, as `LEVEL text`. */
export class RecordedLog implements ActivityLog {
  readonly lines: string[] = [];

  write(level: LogLevel, text: string): void {
    this.lines.push(`${level} ${text}`);
  }

  of(level: LogLevel): readonly string[] {
    return this.lines.filter((line) => line.startsWith(`${level} `));
  }
}
