import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EmbeddedPostgres,
  type ServerAddress,
} from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import { DataDirectoryLock } from '../../../src/adapters/out/filesystem/data-directory-lock.js';

const MOST_AT_ONCE = 100;

export interface TestServer {
  readonly address: ServerAddress;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL for tests. Its files stay in the system's temporary directory, because making them takes a second
 * and starting on them a tenth of one; whoever runs tests at the same time gets another one.
 */
export async function startTestServer(): Promise<TestServer> {
  const lock = await lockFreeDirectory();
  const server = new EmbeddedPostgres({ dataDir: lock.dataDir });
  const address = await server.start();
  return {
    address,
    stop: async () => {
      await server.stop();
      await lock.release();
    },
  };
}

async function lockFreeDirectory(): Promise<DataDirectoryLock> {
  const root = join(tmpdir(), `stowage-test-postgres-${process.getuid?.()}`);
  await mkdir(root, { recursive: true });
  await chmod(root, 0o711);
  for (let slot = 1; slot <= MOST_AT_ONCE; slot += 1) {
    const lock = await lockIfFree(join(root, String(slot)));
    if (lock) return lock;
  }
  throw new Error(`All ${MOST_AT_ONCE} test servers in ${root} are in use.`);
}

const lockIfFree = (directory: string): Promise<DataDirectoryLock | null> =>
  DataDirectoryLock.acquire(directory, new Date(), 0).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'DATA_DIRECTORY_IN_USE') return null;
    throw error;
  });
