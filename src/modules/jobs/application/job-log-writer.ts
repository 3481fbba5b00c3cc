import type { ActivityLog, LogLevel } from '../../../kernel/activity-log.js';
import type { Clock } from '../../../kernel/clock.port.js';
import type { NewLogLine } from '../domain/log-line.js';
import type { JobLogFile } from '../ports/job-log-file.port.js';
import type { JobLog } from '../ports/job-log.port.js';
import type { JobSignals } from '../ports/job-signals.port.js';

/** Lines are stored together when they come faster than this. */
const BATCH_MS = 50;
const BATCH_LINES = 1_000;
const RETRY_MS = 1_000;
const LONGEST_LINE = 16_384;

export interface JobLogStores {
  readonly log: JobLog;
  readonly file: JobLogFile;
  readonly signals: JobSignals;
  readonly clock: Clock;
}

/**
 * Stores a job's lines, in the database and in its file. Writing never waits and never fails: lines are kept while the
 * database is away.
 */
export class JobLogWriter implements ActivityLog {
  private pending: NewLogLine[] = [];
  /** Number of the last line known to be stored. */
  private lastStored = 0;
  private pumping: Promise<void> | null = null;
  private readonly abandoned = new AbortController();
  /** Somebody waits: no more lines are waited for. */
  private readonly flushing = new AbortController();

  constructor(
    private readonly jobId: number,
    /** Null: no file could be made. */
    private readonly filePath: string | null,
    private readonly stores: JobLogStores,
  ) {}

  write(level: LogLevel, text: string, stack: string | null = null): void {
    const time = this.stores.clock.now();
    for (const line of text.split(/\r?\n/)) {
      this.pending.push({ time, level, stack, text: line.slice(0, LONGEST_LINE) });
    }
    this.pumping ??= this.pump();
  }

  /** The same log, each line marked as one about this stack. */
  forStack(stackName: string): ActivityLog {
    return { write: (level, text) => this.write(level, text, stackName) };
  }

  /** Resolves when everything written so far is stored, or `giveUp` aborts. Never rejects. */
  async flush(giveUp: AbortSignal): Promise<void> {
    this.flushing.abort();
    const abandon = (): void => this.abandoned.abort();
    giveUp.addEventListener('abort', abandon, { once: true });
    if (giveUp.aborted) abandon();
    await this.pumping;
    giveUp.removeEventListener('abort', abandon);
  }

  private async pump(): Promise<void> {
    await this.stores.clock.pause(BATCH_MS, AbortSignal.any([this.abandoned.signal, this.flushing.signal]));
    while (this.pending.length > 0) {
      const batch = this.pending.splice(0, BATCH_LINES);
      await this.appendToFile(batch);
      await this.store(batch);
      await this.stores.signals.send({ jobId: this.jobId, change: 'log' });
    }
    this.pumping = null;
  }

  /** The database has the lines too, so a file that cannot be written fails nothing. */
  private async appendToFile(batch: readonly NewLogLine[]): Promise<void> {
    if (this.filePath !== null) await this.stores.file.append(this.filePath, batch).catch(() => undefined);
  }

  private async store(batch: readonly NewLogLine[]): Promise<void> {
    for (let again = false; ; again = true) {
      try {
        if (again && (await this.isStored(batch))) return;
        this.lastStored = await this.stores.log.append(this.jobId, batch);
        return;
      } catch {
        if (this.abandoned.signal.aborted) return;
        await this.stores.clock.pause(RETRY_MS, this.abandoned.signal);
      }
    }
  }

  /** A connection may break after the lines were stored and before we heard of it. */
  private async isStored(batch: readonly NewLogLine[]): Promise<boolean> {
    const [first] = batch;
    const { lines } = await this.stores.log.read(this.jobId, { after: this.lastStored, limit: BATCH_LINES });
    return lines.some(
      ({ time, stack, text }) =>
        time.getTime() === first?.time.getTime() && stack === first.stack && text === first.text,
    );
  }
}
