import type { LoggerService } from '@nestjs/common';
import type { AppConfig, AppLogLevel } from '../../../config/app-config.js';
import type { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { DailyFile } from './daily-file.js';
import { formatEntry } from './log-entry.js';

const SEVERITY: Readonly<Record<AppLogLevel, number>> = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3 };

/** How Nest puts the service together interests only who looks for an error in that. */
const WIRING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The application log: one line an entry, on standard output and in `<logDir>/app.log`. */
export class RotatingAppLog implements LoggerService {
  readonly #file: DailyFile;

  constructor(
    private readonly config: Pick<AppConfig, 'logDir' | 'logLevel'>,
    private readonly clock: Clock,
  ) {
    this.#file = new DailyFile(config.logDir, 'app.log', clock, (error) => this.#complain(error));
    // A reader that leaves (`| head`) must not take the service with it.
    process.stdout.off('error', ignore).on('error', ignore);
  }

  debug(message: unknown, ...more: readonly unknown[]): void {
    this.#write('DEBUG', [message, ...more]);
  }

  verbose(message: unknown, ...more: readonly unknown[]): void {
    this.#write('DEBUG', [message, ...more]);
  }

  log(message: unknown, ...more: readonly unknown[]): void {
    this.#write('INFO', [message, ...more]);
  }

  warn(message: unknown, ...more: readonly unknown[]): void {
    this.#write('WARNING', [message, ...more]);
  }

  error(message: unknown, ...more: readonly unknown[]): void {
    this.#write('ERROR', [message, ...more]);
  }

  fatal(message: unknown, ...more: readonly unknown[]): void {
    this.#write('ERROR', [message, ...more]);
  }

  /** What is logged later is on standard output only. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  protected print(line: string): void {
    process.stdout.write(line);
  }

  #write(given: AppLogLevel, words: readonly unknown[]): void {
    const { context, parts } = splitContext(words);
    const level = given === 'INFO' && WIRING.has(context ?? '') ? 'DEBUG' : given;
    if (SEVERITY[level] < SEVERITY[this.config.logLevel]) return;
    const line = formatEntry({ at: this.clock.now(), level, context, parts });
    this.print(line);
    this.#file.write(line);
  }

  #complain(error: Error): void {
    const parts = [
      `${this.config.logDir}/app.log cannot be written, lines are missing there: ${messageOf(error)}`,
    ];
    this.print(formatEntry({ at: this.clock.now(), level: 'ERROR', context: RotatingAppLog.name, parts }));
  }
}

const ignore = (): void => undefined;

// Nest puts the name of the logging class last.
function splitContext(given: readonly unknown[]): { context: string | undefined; parts: readonly unknown[] } {
  const last = given.at(-1);
  if (given.length < 2 || typeof last !== 'string') return { context: undefined, parts: given };
  return { context: last, parts: given.slice(0, -1) };
}
