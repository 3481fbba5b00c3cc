import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addressIn } from './adapters/out/embedded-postgres/embedded-postgres.js';
import { findRunningServer } from './adapters/out/embedded-postgres/server-launcher.js';
import { DataDirectoryLock } from './adapters/out/filesystem/data-directory-lock.js';
import { DataDirectoryInUse } from './adapters/out/filesystem/data-directory-lock.errors.js';
import type { AppConfig } from './config/app-config.js';
import { DomainError } from './kernel/domain-error.js';

/** How this process stands to a service that may run on the same data directory. */
export interface Standing {
  readonly config: AppConfig;
  readonly workerId: string;
  /** No service runs on this data directory, so jobs may run here. */
  readonly mayWork: boolean;
  /** Aborts when the data directory was ours and is another process's now. */
  readonly lost: AbortSignal;
  leave(): Promise<void>;
}

/** A service that starts takes a moment until its database answers. */
const PATIENCE_MS = 15_000;
const TRY_EVERY_MS = 200;

export class ServiceNotReady extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'SERVICE_NOT_READY';
  constructor(inUse: string) {
    super(`${inUse} Its database does not answer: if it is just starting, wait a moment.`);
  }
}

/** @throws DataDirectoryUnusable, ServiceNotReady */
export async function takeStanding(config: AppConfig): Promise<Standing> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const standing = await tryStanding(config);
    if (!(standing instanceof DataDirectoryInUse)) return standing;
    if (Date.now() >= deadline) throw new ServiceNotReady(standing.message);
    await pause(TRY_EVERY_MS);
  }
}

async function tryStanding(config: AppConfig): Promise<Standing | DataDirectoryInUse> {
  try {
    const lock = await DataDirectoryLock.acquire(config.dataDir, new Date(), 0);
    const { instanceId: workerId, lost } = lock;
    return { config, workerId, mayWork: true, lost, leave: () => lock.release() };
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error;
    return (await besideService(config)) ?? error;
  }
}

/** Null: the service's own database does not answer yet, or no more. */
async function besideService(config: AppConfig): Promise<Standing | null> {
  const { signal: lost } = new AbortController();
  const beside = { workerId: randomUUID(), mayWork: false, lost, leave: () => Promise.resolve() };
  if (config.database.kind === 'external') return { config, ...beside };
  const server = await findRunningServer(join(await realpath(config.dataDir), 'postgres'));
  if (server?.status !== 'ready') return null;
  return { config: Object.assign({}, config, { database: addressIn(server.socketDirectory) }), ...beside };
}
