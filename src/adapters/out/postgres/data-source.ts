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
/** Waits for an advisory lock while it migrates on another connection. */
const POOL_SIZE_TO_MIGRATE = 2;

const logger = new Logger('PostgreSQL');

/** For all work: bounded in connections and time. */
export const workingDataSource = (address: DatabaseAddress): DataSource =>
  new DataSource({
    ...options(address, { statement_timeout: STATEMENT_TIMEOUT_MS }),
    poolSize: POOL_SIZE,
    entities: ROWS,
  });

/** For migrations, which may take long on large tables. */
export const migratingDataSource = (address: DatabaseAddress): DataSource =>
  new DataSource({ ...options(address, {}), poolSize: POOL_SIZE_TO_MIGRATE, migrations: MIGRATIONS });

const options = (address: DatabaseAddress, extra: { readonly statement_timeout?: number }) => ({
  type: 'postgres' as const,
  connectTimeoutMS: CONNECT_TIMEOUT_MS,
  synchronize: false,
  installExtensions: false,
  // An idle connection that breaks is replaced; without a listener it would end the process.
  poolErrorHandler: (error: unknown) => logger.warn(`A connection broke: ${messageOf(error)}`),
  extra: { ...connectionOptions(address), ...extra },
});
