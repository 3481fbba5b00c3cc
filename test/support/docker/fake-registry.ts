import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { archiveRootDirectory } from './test-image.js';

interface Blob {
  readonly type: string;
  readonly content: Buffer;
}

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG = 'application/vnd.docker.container.image.v1+json';
const UNKNOWN = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });
const LAYER = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** An image registry on loopback, which engines take for trustworthy without TLS. */
export class FakeRegistry {
  /** Layers are sent to their half only, until this is false again. */
  stalls = false;
  private readonly blobs = new Map<string, Blob>();
  private readonly tags = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly layer: Buffer,
  ) {}

  static async listen(): Promise<FakeRegistry> {
    const server = createServer();
    const registry = new FakeRegistry(server, await busyboxRoot());
    server.on('request', (request, response) => registry.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return registry;
  }

  /** `127.0.0.1:40001`, which an image's name begins with. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /**
   * Makes another image of this name; the label makes it differ from the last one. Its layer is busybox, which an engine
   * has after the first pull, or an unpullable one that no engine has. Returns its full name.
   */
  publish(name: string, label: string, layer: 'busybox' | 'unknown' = 'busybox'): string {
    const content = layer === 'busybox' ? this.layer : randomBytes(100_000);
    const packed = this.keep(LAYER, gzipSync(content));
    const config = this.keep(CONFIG, configuration(label, digestOf(content)));
    const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers: [packed] };
    this.tags.set(name, this.keep(MANIFEST, Buffer.from(JSON.stringify(manifest))).digest);
    return `${this.host}/${name}:latest`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private keep(type: string, content: Buffer): { mediaType: string; size: number; digest: string } {
    const digest = digestOf(content);
    this.blobs.set(digest, { type, content });
    return { mediaType: type, size: content.length, digest };
  }

  private answer({ url = '', method }: IncomingMessage, response: ServerResponse): void {
    if (url === '/v2/') response.end('{}');
    else this.send(response, this.find(url), method !== 'HEAD');
  }

  /** `/v2/name/manifests/latest`, `/v2/name/blobs/sha256:…` */
  private find(url: string): Blob | undefined {
    const [, , name = '', , reference = ''] = url.split('/');
    return this.blobs.get(reference.startsWith('sha256:') ? reference : (this.tags.get(name) ?? ''));
  }

  private send(response: ServerResponse, blob: Blob | undefined, withContent: boolean): void {
    if (!blob) return void response.writeHead(404).end(UNKNOWN);
    const { type, content } = blob;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': content.length,
      'Docker-Content-Digest': digestOf(content),
    });
    if (!withContent) response.end();
    else if (this.stalls && type === LAYER) response.write(content.subarray(0, content.length / 2));
    else response.end(content);
  }
}

const configuration = (label: string, layer: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Cmd: ['sh'], Labels: { label } },
      rootfs: { type: 'layers', diff_ids: [layer] },
    }),
  );

async function busyboxRoot(): Promise<Buffer> {
  const work = await mkdtemp(join(tmpdir(), 'stowage-layer-'));
  await archiveRootDirectory(join(work, 'root'), join(work, 'root.tar'));
  const layer = await readFile(join(work, 'root.tar'));
  await rm(work, { recursive: true });
  return layer;
}

const digestOf = (content: Buffer): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;
