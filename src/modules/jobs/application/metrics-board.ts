import type { StackMetric } from '../domain/stack-metric.js';
import type { JobRepository } from '../ports/job-repository.port.js';
import type { JobSignals } from '../ports/job-signals.port.js';

/** What a job knows of each of its stacks; what could not be saved at once is saved later. */
export class MetricsBoard {
  private readonly metrics = new Map<string, StackMetric>();
  private readonly unsaved = new Set<string>();

  constructor(
    private readonly jobId: number,
    private readonly jobs: JobRepository,
    private readonly signals: JobSignals,
    known: readonly StackMetric[] = [],
  ) {
    for (const metric of known) this.metrics.set(metric.stackPath, metric);
  }

  all(): readonly StackMetric[] {
    return [...this.metrics.values()];
  }

  /** Durable when it resolves. */
  async record(metric: StackMetric): Promise<void> {
    this.metrics.set(metric.stackPath, metric);
    this.unsaved.add(metric.stackPath);
    await this.saveAll();
    await this.signals.send({ jobId: this.jobId, change: 'metrics' });
  }

  /** As `record`, but a database that is away does not stop the work. */
  async note(metric: StackMetric): Promise<void> {
    await this.record(metric).catch(() => undefined);
  }

  /** Saves what could not be saved before. */
  async saveAll(): Promise<void> {
    for (const path of [...this.unsaved]) {
      const metric = this.metrics.get(path);
      if (metric) await this.jobs.saveMetric(this.jobId, metric);
      this.unsaved.delete(path);
    }
  }
}
