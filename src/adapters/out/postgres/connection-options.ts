import type { ClientConfig } from 'pg';
import type { DatabaseConfig } from '../../../config/app-config.js';

export type DatabaseAddress = Extract<DatabaseConfig, { readonly kind: 'external' }>;

export const CONNECT_TIMEOUT_MS = 5_000;
export const STATEMENT_TIMEOUT_MS = 30_000;

/** How every connection of ours is made. `host` may be the directory of a unix socket. */
export const connectionOptions = (address: DatabaseAddress): ClientConfig => ({
  host: address.host,
  port: address.port,
  user: address.user,
  password: address.password,
  database: address.name,
  ssl: address.tls,
  application_name: 'stowage',
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

/** Injection token of the address in use. */
export const DATABASE_ADDRESS = Symbol('DATABASE_ADDRESS');
