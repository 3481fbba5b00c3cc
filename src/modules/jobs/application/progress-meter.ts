import type { Clock } from '../../../kernel/clock.port.js';
import type { SourceSize, WriteProgress } from '../../archives/index.js';
import type { JobProgress } from '../domain/job.js';
import type { JobRepository } from '../ports/job-repository.port.js';
import type { JobSignals } from '../ports/job-signals.port.js';

const SAVE_EVERY_MS = 1_000;
const RATE_WINDOW_MS = 10_000;

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Keeps a job's progress and tells it to others about once a second. Never fails the job. */
export class ProgressMeter {
  private progress: JobProgress = {
    phase: 'initialise',
    stackPath: null,
    stacksDone: 0,
    stacksTotal: 0,
    files: 0,
    bytesRead: 0,
    bytesWritten: 0,
    filesExpected: null,
    bytesExpected: null,
    bytesPerSecond: null,
    secondsLeft: null,
    downSince: null,
  };
  private samples: Sample[] = [];
  private savedAt = 0;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly jobId: number,
    private readonly jobs: JobRepository,
    private readonly signals: JobSignals,
    private readonly clock: Clock,
  ) {}

  phase(phase: JobProgress['phase'], stacksTotal = this.progress.stacksTotal): void {
    this.change({ phase, stacksTotal }, true);
  }

  startStack(stackPath: string): void {
    this.samples = [];
    const unknown = { filesExpected: null, bytesExpected: null, bytesPerSecond: null, secondsLeft: null };
    this.change({ stackPath, files: 0, bytesRead: 0, bytesWritten: 0, downSince: null, ...unknown }, true);
  }

  endStack(): void {
    this.change({ stackPath: null, stacksDone: this.progress.stacksDone + 1, downSince: null }, true);
  }

  down(downSince: Date | null): void {
    this.change({ downSince }, true);
  }

  expect(source: SourceSize | null): void {
    this.change({ filesExpected: source?.files ?? null, bytesExpected: source?.bytes ?? null }, false);
  }

  wrote({ files, bytesRead, bytesWritten }: WriteProgress): void {
    const bytesPerSecond = this.rate(bytesRead);
    const { bytesExpected } = this.progress;
    // More than expected: the stack has grown, by nobody knows how much.
    const left = bytesExpected === null || bytesRead > bytesExpected ? null : bytesExpected - bytesRead;
    const secondsLeft = left === null || !bytesPerSecond ? null : Math.round(left / bytesPerSecond);
    this.change({ files, bytesRead, bytesWritten, bytesPerSecond, secondsLeft }, false);
  }

  /** Resolves when nothing is being saved any more. */
  settled(): Promise<void> {
    return this.saving;
  }

  private rate(bytes: number): number | null {
    const at = this.clock.now().getTime();
    this.samples = [...this.samples.filter((sample) => at - sample.at <= RATE_WINDOW_MS), { at, bytes }];
    const first = this.samples[0];
    if (!first || at === first.at) return null;
    return Math.round(((bytes - first.bytes) * 1000) / (at - first.at));
  }

  private change(change: Partial<JobProgress>, atOnce: boolean): void {
    this.progress = { ...this.progress, ...change };
    const now = this.clock.now().getTime();
    if (!atOnce && now - this.savedAt < SAVE_EVERY_MS) return;
    this.savedAt = now;
    const { progress } = this;
    this.saving = this.saving.then(() => this.save(progress));
  }

  private async save(progress: JobProgress): Promise<void> {
    await this.jobs.saveProgress(this.jobId, progress).catch(() => undefined); // the next one may get through
    await this.signals.send({ jobId: this.jobId, change: 'status' });
  }
}
