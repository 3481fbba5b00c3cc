import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppConfig, type DatabaseConfig } from '../../../config/app-config.js';
import { messageOf } from '../../../kernel/errors.js';
import { ensureCluster, SUPERUSER } from './cluster.js';
import { findBinaries } from './postgres-binaries.js';
import { findRunningServer, launchServer, type ServerPlace } from './server-launcher.js';
import type { ServerProcess } from './server-process.js';
import { chooseServerUser, ensureReachable } from './server-user.js';
import { ensureSocketDirectory, socketDirectoryFor } from './socket-directory.js';

export type ServerAddress = Extract<DatabaseConfig, { readonly kind: 'external' }>;

/** Where a server of ours takes connections. */
export const addressIn = (socketDir: string): ServerAddress => ({
  kind: 'external',
  host: socketDir,
  port: 5432,
  user: SUPERUSER,
  password: '',
  name: 'postgres',
  tls: false,
});

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** What a killed server leaves behind may take a moment to end. */
const ATTEMPTS_AT_START = 5;

/**
 * A PostgreSQL of our own below the data directory, for those who bring none. Outlives a crash of ours and is taken
 * over by the next start; started again whenever it ends by itself. Whoever starts it holds the DataDirectoryLock.
 */
@Injectable()
export class EmbeddedPostgres {
  readonly #logger = new Logger(EmbeddedPostgres.name);
  readonly #stopping = new AbortController();
  #server: ServerProcess | null = null;
  #supervision: Promise<void> = Promise.resolve();

  constructor(@Inject(AppConfig) private readonly config: Pick<AppConfig, 'dataDir'>) {}

  /** Resolves when it takes connections. @throws EmbeddedPostgresUnusable with what to do */
  async start(): Promise<ServerAddress> {
    const { launch, socketDir } = await this.#prepare();
    this.#server = await this.#launchRepeatedly(launch, ATTEMPTS_AT_START);
    this.#supervision = this.#supervise(launch);
    return addressIn(socketDir);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#server?.stop();
    await this.#supervision;
  }

  disown(): void {
    this.#stopping.abort();
    this.#server = null;
    this.#supervision = Promise.resolve();
  }

  async #prepare(): Promise<{ readonly launch: () => Promise<ServerProcess>; readonly socketDir: string }> {
    await mkdir(this.config.dataDir, { recursive: true, mode: 0o711 });
    const dataDir = await realpath(this.config.dataDir);
    const clusterDir = join(dataDir, 'postgres');
    const user = await chooseServerUser(clusterDir);
    const binaries = await findBinaries(user);
    await ensureReachable(dataDir, user);
    await ensureCluster(clusterDir, binaries, user);
    // A server that runs already may have been started when the temporary directory was another.
    const socketDir = (await findRunningServer(clusterDir))?.socketDirectory ?? socketDirectoryFor(dataDir);
    await ensureSocketDirectory(socketDir, user);
    const place: ServerPlace = { clusterDir, socketDir, logFile: join(dataDir, 'postgres.log') };
    return { launch: () => launchServer(binaries.postgres, place, user), socketDir };
  }

  async #supervise(launch: () => Promise<ServerProcess>): Promise<void> {
    while (this.#server) {
      await this.#server.ended;
      if (this.#stopping.signal.aborted) return;
      this.#logger.error('The built-in PostgreSQL ended by itself; starting it again.');
      this.#server = await this.#launchRepeatedly(launch, Infinity).catch(() => null);
      if (this.#stopping.signal.aborted) await this.#server?.stop();
    }
  }

  async #launchRepeatedly(launch: () => Promise<ServerProcess>, attempts: number): Promise<ServerProcess> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await launch();
      } catch (error) {
        if (attempt >= attempts || this.#stopping.signal.aborted) throw error;
        this.#logger.warn(`${messageOf(error)} Trying again.`);
        await this.#pauseBefore(attempt);
      }
    }
  }

  async #pauseBefore(attempt: number): Promise<void> {
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    await pause(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
