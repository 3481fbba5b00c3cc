import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { readPostmasterFile } from '../../../src/adapters/out/embedded-postgres/postmaster-file.js';

/** Looks into the built-in database of a service, past the service. */
export async function queryDatabase<T extends QueryResultRow>(
  dataDir: string,
  sql: string,
): Promise<readonly T[]> {
  const server = await readPostmasterFile(join(dataDir, 'postgres'));
  if (!server) throw new Error(`no PostgreSQL runs in ${dataDir}`);
  const client = new Client({ host: server.socketDirectory, user: 'stowage', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
