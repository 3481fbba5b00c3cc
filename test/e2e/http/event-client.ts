import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http';
import { once } from 'node:events';

export interface ReceivedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** One connection to a stream of events, read as a browser's EventSource reads it. */
export class EventClient {
  readonly events: ReceivedEvent[] = [];
  comments = 0;
  ended = false;
  private buffer = '';

  private constructor(
    private readonly sent: ClientRequest,
    private readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.read(chunk));
    response.once('close', () => (this.ended = true));
    response.on('error', () => undefined);
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventClient> {
    const sent = request(url, { headers, agent: new Agent() });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    sent.on('error', () => undefined);
    return new EventClient(sent, response);
  }

  get headers(): IncomingHttpHeaders {
    return this.response.headers;
  }

  /** Stops reading, so that the service cannot write any more. */
  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  leave(): void {
    this.sent.destroy();
  }

  names(): string[] {
    return this.events.map(({ event }) => event);
  }

  private read(chunk: string): void {
    const blocks = `${this.buffer}${chunk}`.split('\n\n');
    this.buffer = blocks.pop() ?? '';
    for (const block of blocks) this.take(block);
  }

  private take(block: string): void {
    if (block.startsWith(':')) {
      this.comments += 1;
      return;
    }
    const fields = new Map(
      block.split('\n').map((line) => [line.split(': ', 1)[0], line.replace(/^\w+: /, '')]),
    );
    this.events.push({
      event: fields.get('event') ?? '',
      id: fields.get('id'),
      data: JSON.parse(fields.get('data') ?? '') as Record<string, unknown>,
    });
  }
}
