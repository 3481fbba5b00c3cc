import { JobLog, type LogLine, type LogPage, type NewLogLine } from '../../../src/modules/jobs/index.js';

export class InMemoryJobLog extends JobLog {
  readonly #logs = new Map<number, LogLine[]>();

  async append(jobId: number, lines: readonly NewLogLine[]): Promise<number> {
    const log = this.#linesOf(jobId);
    for (const line of lines) log.push({ ...structuredClone(line), number: log.length + 1 });
    return log.length;
  }

  async read(jobId: number, query: { after: number; stack?: string; limit: number }): Promise<LogPage> {
    const lines = this.#linesOf(jobId)
      .filter((line) => line.number > query.after)
      .filter((line) => query.stack === undefined || line.stack === query.stack)
      .slice(0, query.limit);
    const full = lines.length === query.limit;
    const lastLine = full ? lines.at(-1)?.number : this.#linesOf(jobId).length;
    return structuredClone({ lines, lastLine: Math.max(query.after, lastLine ?? 0) });
  }

  async lastNumber(jobId: number): Promise<number> {
    return this.#linesOf(jobId).length;
  }

  #linesOf(jobId: number): LogLine[] {
    const known = this.#logs.get(jobId) ?? [];
    this.#logs.set(jobId, known);
    return known;
  }
}
