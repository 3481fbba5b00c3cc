import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { messageOf } from '../../../kernel/errors.js';
import {
  connectionOptions,
  CONNECT_TIMEOUT_MS,
  STATEMENT_TIMEOUT_MS,
  type DatabaseAddress,
} from './connection-options.js';
import { MIGRATIONS } from './migrations/index.js';
import { ROWS } from './rows/index.js';

const POOL_SIZE = 10;
/** The server ends what takes too long; this is for a server that cannot be heard any more. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** Waits for an advisory lock while it migrates on another connection. */
const POOL_SIZE_TO_MIGRATE = 2;

const logger = new Logger('PostgreSQL');

/** For all work: bounded in connections and time. */
export const workingDataSource = (address: DatabaseAddress): DataSource =>
  new DataSource({
    ...options(address, { statement_timeout: STATEMENT_TIMEOUT_MS, query_timeout: QUERY_TIMEOUT_MS }),
    poolSize: POOL_SIZE,
    entities: ROWS,
  });

/** For migrations, which may take long on large tables. */
export const migratingDataSource = (address: DatabaseAddress): DataSource =>
  new DataSource({ ...options(address, {}), poolSize: POOL_SIZE_TO_MIGRATE, migrations: MIGRATIONS });

const options = (
  address: DatabaseAddress,
  extra: { readonly statement_timeout?: number; readonly query_timeout?: number },
) => ({
  type: 'postgres' as const,
  connectTimeoutMS: CONNECT_TIMEOUT_MS,
  synchronize: false,
  installExtensions: false,
  // An idle connection that breaks is replaced; without a listener it would end the process.
  poolErrorHandler: (error: unknown) => logger.warn(`A connection broke: ${messageOf(error)}`),
  extra: { ...connectionOptions(address), ...extra },
});
