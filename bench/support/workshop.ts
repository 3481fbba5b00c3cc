import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSharedEngine, stopSharedEngine } from '../../test/support/docker/shared-engine.js';
import { TestService, type TestServiceOptions } from '../../test/support/service/test-service.js';

type ServiceOptions = Omit<TestServiceOptions, 'socket'> & { readonly socket?: string };

/**
 * The writers' low priority says nothing on an idle machine, and on a busy one it measures the others. A debug log is
 * for tests.
 */
const AS_MEASURED = { WRITER_NICE: '0', WRITER_IO_PRIORITY: 'normal', LOG_LEVEL: 'INFO' };

/** A directory, an engine and services that are gone when the measurements are done. */
export class Workshop {
  private readonly services = new Set<TestService>();
  private closing: Promise<void> | null = null;

  private constructor(
    readonly directory: string,
    readonly socket: string,
  ) {}

  static async open(): Promise<Workshop> {
    await startSharedEngine();
    const socket = process.env.STOWAGE_TEST_DOCKER_SOCKET;
    if (socket === undefined)
      throw new Error('No Docker engine could be started: be root on Debian, or install its programs.');
    return new Workshop(await mkdtemp(join(tmpdir(), 'stowage-bench-')), socket);
  }

  /** A new directory. */
  async place(name: string): Promise<string> {
    const path = join(this.directory, name);
    await mkdir(path);
    return path;
  }

  /** Has it gone before the end, to give its space back. */
  async clear(path: string): Promise<void> {
    await rm(path, { recursive: true });
  }

  /** The built service, listening, on an empty data directory. */
  async service(options: ServiceOptions): Promise<TestService> {
    const service = await TestService.prepare({ socket: this.socket, env: AS_MEASURED, ...options });
    this.services.add(service);
    await service.start();
    return service;
  }

  async dismiss(service: TestService): Promise<void> {
    this.services.delete(service);
    await service.remove();
  }

  /** Also when it is closing already. */
  close(): Promise<void> {
    return (this.closing ??= this.tidyUp());
  }

  private async tidyUp(): Promise<void> {
    await Promise.all([...this.services].map((service) => this.dismiss(service)));
    await stopSharedEngine();
    await rm(this.directory, { recursive: true, force: true });
  }
}
