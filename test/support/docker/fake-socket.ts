import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A unix socket that is no engine: what it does with a connection is the test's. */
export class FakeSocket {
  private readonly open = new Set<Socket>();

  private constructor(
    readonly path: string,
    private readonly directory: string,
    private readonly server: Server,
  ) {}

  static async listen(onConnection: (socket: Socket) => void): Promise<FakeSocket> {
    const directory = await mkdtemp(join(tmpdir(), 'stowage-socket-'));
    const server = createServer();
    const fake = new FakeSocket(join(directory, 's'), directory, server);
    server.on('connection', (socket) => {
      fake.open.add(socket);
      // Without reading it would not notice that the other side is gone.
      socket
        .on('error', () => undefined)
        .on('close', () => fake.open.delete(socket))
        .resume();
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(fake.path, resolve));
    return fake;
  }

  /** Answers the first bytes of each request with these and leaves the connection open. */
  static answering(text: string): Promise<FakeSocket> {
    return FakeSocket.listen((socket) => socket.once('data', () => socket.write(text)));
  }

  get connections(): number {
    return this.open.size;
  }

  async close(): Promise<void> {
    this.open.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.directory, { recursive: true });
  }
}
