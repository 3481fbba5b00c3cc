import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { messageOf } from '../../../kernel/errors.js';
import { connectionOptions, type DatabaseAddress } from './connection-options.js';
import { workingDataSource } from './data-source.js';
import { DatabaseUnreachable } from './database.errors.js';
import { migrate } from './migrate.js';

/** Containers of one composition start together; the database may be the slower one. */
const PATIENCE_MS = 60_000;
const TRY_EVERY_MS = 500;
/** Not there yet, or there and still starting. Anything else does not mend itself. */
const PASSING = ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03', 'ECONNRESET'];

const logger = new Logger('PostgreSQL');

/** The database with an up-to-date schema. @throws DatabaseUnreachable with what to check */
export async function openDatabase(address: DatabaseAddress, patienceMs = PATIENCE_MS): Promise<DataSource> {
  try {
    await untilReachable(address, patienceMs);
  } catch (error) {
    throw new DatabaseUnreachable(address, messageOf(error));
  }
  await migrate(address);
  return workingDataSource(address).initialize();
}

async function untilReachable(address: DatabaseAddress, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    const problem = await tryConnection(address);
    if (problem === null) return;
    if (!isPassing(problem) || Date.now() >= deadline) throw problem;
    if (attempt === 1) logger.log(`Waiting for the database (${messageOf(problem)})`);
    await pause(TRY_EVERY_MS);
  }
}

async function tryConnection(address: DatabaseAddress): Promise<Error | null> {
  const client = new Client(connectionOptions(address));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A host with several addresses fails with several errors. */
function isPassing(error: Error): boolean {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.some((one) => PASSING.includes(String((one as NodeJS.ErrnoException).code)));
}
