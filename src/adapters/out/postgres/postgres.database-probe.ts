import { Inject, Injectable } from '@nestjs/common';
import { Client } from 'pg';
import { DatabaseProbe } from '../../../modules/jobs/index.js';
import { connectionOptions, DATABASE_ADDRESS, type DatabaseAddress } from './connection-options.js';

const PATIENCE_MS = 3_000;

/** Whether the database answers, asked on a connection of its own, because a busy pool is no outage. */
@Injectable()
export class PostgresDatabaseProbe extends DatabaseProbe {
  constructor(@Inject(DATABASE_ADDRESS) private readonly address: DatabaseAddress) {
    super();
  }

  async check(): Promise<void> {
    const client = new Client({
      ...connectionOptions(this.address),
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
