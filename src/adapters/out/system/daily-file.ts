import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import type { Clock } from '../../../kernel/clock.port.js';

const RETRY_AFTER_MS = 10_000;

/**
 * A text file that starts anew at local midnight; the old one is kept as `<name>.YYYYMMDD`.
 * It never throws and never ends the process: while it cannot be written, lines are dropped, the problem is reported,
 * and every ten seconds the next line tries again.
 */
export class DailyFile {
  #stream: RotatingFileStream | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(
    private readonly directory: string,
    private readonly name: string,
    private readonly clock: Clock,
    private readonly onProblem: (error: Error) => void,
  ) {}

  write(text: string): void {
    if (this.#closed || this.clock.now().getTime() - this.#failedAt < RETRY_AFTER_MS) return;
    this.#stream ??= this.#open();
    this.#stream.write(text);
  }

  /** Resolves when everything written is on its way to the disk; what comes later is dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    const stream = this.#stream;
    if (stream === undefined) return;
    await new Promise<void>((resolve) => {
      stream.once('close', resolve);
      stream.end();
    });
  }

  #open(): RotatingFileStream {
    const stream = createStream((time) => this.#fileName(time), {
      path: this.directory,
      interval: '1d',
      intervalBoundary: true,
      initialRotation: true,
      mode: 0o600,
    });
    stream.on('error', (error) => {
      this.#stream = undefined;
      this.#failedAt = this.clock.now().getTime();
      this.onProblem(error);
    });
    return stream;
  }

  // The library passes no time for the current file.
  #fileName(time: number | Date | null, index = 1): string {
    if (!(time instanceof Date)) return this.name;
    const pad = (part: number): string => String(part).padStart(2, '0');
    const day = `${time.getFullYear()}${pad(time.getMonth() + 1)}${pad(time.getDate())}`;
    return `${this.name}.${day}${index > 1 ? `.${index}` : ''}`;
  }
}
