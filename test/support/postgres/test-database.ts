import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { DatabaseAddress } from '../../../src/adapters/out/postgres/connection-options.js';
import { openDatabase } from '../../../src/adapters/out/postgres/open-database.js';
import { startTestServer, type TestServer } from './test-server.js';

export interface TestDatabase {
  /** A database of its own on a server of its own; put it into `AppConfig.database`. */
  readonly address: DatabaseAddress;
  /** The same for the environment of a service. */
  readonly environment: Readonly<Record<string, string>>;
  /** With the schema up to date; made at the first use. */
  dataSource(): Promise<DataSource>;
  /** Runs SQL on a connection of its own. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Ends all connections to it, as a restart of the server would. */
  breakConnections(): Promise<void>;
  drop(): Promise<void>;
}

/** For one `describe`: an empty database before its tests, gone after them. */
export function withTestDatabase(): TestDatabase {
  let server: TestServer | null = null;
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    server = await startTestServer();
    database = await createTestDatabase(server.address);
  });
  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });
  const made = (): TestDatabase => {
    if (!database) throw new Error('The test database is there in tests and hooks only.');
    return database;
  };
  return {
    get address() {
      return made().address;
    },
    get environment() {
      return made().environment;
    },
    dataSource: () => made().dataSource(),
    query: (sql, values) => made().query(sql, values),
    breakConnections: () => made().breakConnections(),
    drop: () => made().drop(),
  };
}

export async function createTestDatabase(server: DatabaseAddress): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const address: DatabaseAddress = { ...server, name };
  let opened: Promise<DataSource> | null = null;
  return {
    address,
    environment: environmentFor(address),
    dataSource: () => (opened ??= openDatabase(address)),
    query: (sql, values) => query(address, sql, values),
    breakConnections: async () => {
      await query(server, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        name,
      ]);
    },
    drop: async () => {
      await (await opened)?.destroy();
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

const environmentFor = (address: DatabaseAddress): Record<string, string> => ({
  DB_HOST: address.host,
  DB_PORT: String(address.port),
  DB_USER: address.user,
  DB_NAME: address.name,
});

async function query(
  { host, port, user, password, name }: DatabaseAddress,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ host, port, user, password, database: name });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
