import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryResultRow } from 'pg';
import { EmbeddedPostgres } from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import { queryServerIn, type ServiceDatabase } from './service-database.js';

/** A PostgreSQL server that no service starts or stops: several share it, and it can be taken away from them. */
export class ExternalDatabase implements ServiceDatabase {
  private server: EmbeddedPostgres | null = null;
  private socketDirectory = '';

  private constructor(private readonly dataDir: string) {}

  static async launch(): Promise<ExternalDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'stowage-external-'));
    await chmod(dataDir, 0o711); // the server has another user
    const database = new ExternalDatabase(dataDir);
    await database.start();
    return database;
  }

  get environment(): Readonly<Record<string, string>> {
    return { DB_HOST: this.socketDirectory, DB_USER: 'stowage', DB_NAME: 'postgres' };
  }

  query<T extends QueryResultRow>(sql: string): Promise<readonly T[]> {
    return queryServerIn(this.socketDirectory, sql);
  }

  /** Also again after `stop`, on the same data. */
  async start(): Promise<void> {
    this.server = new EmbeddedPostgres({ dataDir: this.dataDir });
    this.socketDirectory = (await this.server.start()).host;
  }

  /** All connections break. */
  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true });
  }
}
