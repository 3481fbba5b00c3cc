import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { readPostmasterFile } from '../../../src/adapters/out/embedded-postgres/postmaster-file.js';

/** The database of a service, for those who look into it past the service. */
export interface ServiceDatabase {
  /** What the service needs in its environment to use it. */
  readonly environment: Readonly<Record<string, string>>;
  query<T extends QueryResultRow>(sql: string): Promise<readonly T[]>;
}

/** The one that a service brings itself. */
export const builtInDatabase = (dataDir: string): ServiceDatabase => ({
  environment: {},
  query: async (sql) => queryServerIn(await socketDirectoryOf(dataDir), sql),
});

export async function queryServerIn<T extends QueryResultRow>(
  socketDirectory: string,
  sql: string,
): Promise<readonly T[]> {
  const client = new Client({ host: socketDirectory, user: 'stowage', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function socketDirectoryOf(dataDir: string): Promise<string> {
  const server = await readPostmasterFile(join(dataDir, 'postgres'));
  if (!server) throw new Error(`no PostgreSQL runs in ${dataDir}`);
  return server.socketDirectory;
}
