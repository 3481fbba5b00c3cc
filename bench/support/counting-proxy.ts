import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** Stands between the service and its engine and notes every call. */
export class CountingProxy {
  private noted: string[] = [];

  private constructor(
    readonly socket: string,
    private readonly engine: string,
    private readonly server: Server,
  ) {}

  static async listen(directory: string, engine: string): Promise<CountingProxy> {
    const server = createServer();
    const proxy = new CountingProxy(join(directory, 'engine.sock'), engine, server);
    server.on('request', (call: IncomingMessage, answer: ServerResponse) => proxy.pass(call, answer));
    await new Promise<void>((resolve) => server.listen(proxy.socket, resolve));
    return proxy;
  }

  /** The calls since the last time. */
  take(): readonly string[] {
    const calls = this.noted;
    this.noted = [];
    return calls;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(call: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = call;
    this.noted.push(`${method} ${url?.split('?')[0]}`);
    const onward = request({ socketPath: this.engine, method, path: url, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    call.pipe(onward);
  }
}
