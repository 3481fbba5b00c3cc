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
  await untilReachable(address, patienceMs);
  await migrate(address);
  return workingDataSource(address).initialize();
}

async function untilReachable(address: DatabaseAddress, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    const [outcome] = await Promise.allSettled([connectOnce(address)]);
    if (outcome.status === 'fulfilled') return;
    const reason = messageOf(outcome.reason);
    if (!isPassing(outcome.reason) || Date.now() >= deadline) throw new DatabaseUnreachable(address, reason);
    if (attempt === 1) logger.log(`Waiting for the database (${reason})`);
    await pause(TRY_EVERY_MS);
  }
}

async function connectOnce(address: DatabaseAddress): Promise<void> {
  const client = new Client(connectionOptions(address));
  client.on('error', () => undefined);
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
}

const isPassing = (reason: unknown): boolean =>
  PASSING.includes(String((reason as NodeJS.ErrnoException).code));
