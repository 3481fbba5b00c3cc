import type { LoggerService } from '@nestjs/common';

/** Keeps the errors that the service logs. */
export class RecordingLogger implements LoggerService {
  readonly errors: unknown[][] = [];

  log(): void {}
  warn(): void {}

  error(...parts: unknown[]): void {
    this.errors.push(parts);
  }
}
