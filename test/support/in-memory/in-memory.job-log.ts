import { JobLog, type LogLine, type LogPage } from '../../../src/modules/jobs/index.js';

export class InMemoryJobLog extends JobLog {
  readonly #logs = new Map<number, Map<number, LogLine>>();

  async append(jobId: number, lines: readonly LogLine[]): Promise<void> {
    const log = this.#logs.get(jobId) ?? new Map<number, LogLine>();
    this.#logs.set(jobId, log);
    for (const line of lines) if (!log.has(line.number)) log.set(line.number, structuredClone(line));
  }

  async read(jobId: number, query: { after: number; stack?: string; limit: number }): Promise<LogPage> {
    const lines = this.#sorted(jobId)
      .filter((line) => line.number > query.after)
      .filter((line) => query.stack === undefined || line.stack === query.stack)
      .slice(0, query.limit);
    const full = lines.length === query.limit;
    const lastLine = full ? lines.at(-1)?.number : this.#sorted(jobId).at(-1)?.number;
    return structuredClone({ lines, lastLine: Math.max(query.after, lastLine ?? 0) });
  }

  async lastNumber(jobId: number): Promise<number> {
    return this.#sorted(jobId).at(-1)?.number ?? 0;
  }

  #sorted(jobId: number): LogLine[] {
    return [...(this.#logs.get(jobId)?.values() ?? [])].sort((a, b) => a.number - b.number);
  }
}
