import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { messageOf } from '../../../../kernel/errors.js';
import { CHANNEL, type Message } from './message.js';

/** Tells all instances, this one too. A message that cannot be sent is lost: those who wait look for themselves. */
@Injectable()
export class PostgresAnnouncer {
  readonly #logger = new Logger(PostgresAnnouncer.name);

  constructor(private readonly dataSource: DataSource) {}

  /** Never rejects. */
  async send(message: Message): Promise<void> {
    try {
      await this.dataSource.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(message)]);
    } catch (error) {
      this.#logger.warn(`A message to the other instances was lost: ${messageOf(error)}`);
    }
  }
}
