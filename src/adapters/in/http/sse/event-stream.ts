import { once } from 'node:events';
import type { Response } from 'express';

export interface ServerSentEvent {
  readonly event: string;
  /** What a reconnecting client names as the last it has seen. */
  readonly id?: number;
  readonly data: unknown;
}

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // A connection that stayed open after the last event would keep a stopping service.
  Connection: 'close',
  // nginx would collect events until its buffer is full.
  'X-Accel-Buffering': 'no',
};

/** Writes events at the pace at which the client reads. */
export class EventStream {
  constructor(
    private readonly response: Response,
    private readonly keepAliveMs: number,
  ) {}

  /** Resolves when there are no more events or `signal` aborts. */
  async pour(events: AsyncIterable<ServerSentEvent>, signal: AbortSignal): Promise<void> {
    this.response.writeHead(200, HEADERS).flushHeaders();
    const beat = setInterval(() => this.keepAlive(), this.keepAliveMs);
    try {
      for await (const event of events) await this.send(event, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearInterval(beat);
    }
    this.response.end();
  }

  private async send({ event, id, data }: ServerSentEvent, signal: AbortSignal): Promise<void> {
    const number = id === undefined ? '' : `id: ${id}\n`;
    // JSON has no line breaks of its own, so one data line holds it.
    const room = this.response.write(`event: ${event}\n${number}data: ${JSON.stringify(data)}\n\n`);
    if (!room) await once(this.response, 'drain', { signal });
  }

  /** Keeps proxies from taking a quiet stream for a dead one; on a crowded one, nothing is quiet. */
  private keepAlive(): void {
    if (!this.response.writableNeedDrain) this.response.write(': keep-alive\n\n');
  }
}
