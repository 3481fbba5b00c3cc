import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { messageOf } from '../../../../kernel/errors.js';
import { connectionOptions, type DatabaseAddress } from '../connection-options.js';
import { CHANNEL, parseMessage, type Message } from './message.js';

export interface Subscriber {
  readonly hear: (message: Message) => void;
  /** Called when messages arrive from now on; any number may have been missed before. */
  readonly lookAgain?: () => void;
}

interface Connection {
  readonly client: Client;
  /** Resolves when it is closed or broken. */
  readonly ended: Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** One connection that hears what all instances say, made again whenever it breaks. */
export class PostgresListener {
  readonly #logger = new Logger(PostgresListener.name);
  readonly #subscribers = new Set<Subscriber>();
  readonly #closing = new AbortController();
  #connection: Connection | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly address: DatabaseAddress) {}

  /** Resolves when it listens. Call once. */
  async start(): Promise<void> {
    this.#running = this.#keepListening(await this.#connect());
  }

  /** Until the returned function is called. */
  subscribe(subscriber: Subscriber): () => void {
    const own = { ...subscriber };
    this.#subscribers.add(own);
    return () => void this.#subscribers.delete(own);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection?.client.end().catch(() => undefined);
    await this.#running;
  }

  async #keepListening(first: Connection): Promise<void> {
    let connection: Connection | null = first;
    while (connection) {
      await connection.ended;
      if (this.#closing.signal.aborted) return;
      this.#logger.warn('The connection that hears of new jobs broke; making it again.');
      connection = await this.#reconnect();
      this.#tell((subscriber) => subscriber.lookAgain?.());
    }
  }

  /** Null: closed meanwhile. */
  async #reconnect(): Promise<Connection | null> {
    for (let ms = FIRST_PAUSE_MS; !this.#closing.signal.aborted; ms = Math.min(ms * 2, LONGEST_PAUSE_MS)) {
      const connection = await this.#connect().catch(() => null);
      if (connection) return connection;
      await pause(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    return null;
  }

  async #connect(): Promise<Connection> {
    const client = new Client(connectionOptions(this.address));
    client.on('error', (error) => this.#logger.debug(messageOf(error)));
    client.on('notification', ({ payload }) => this.#receive(payload));
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    this.#connection = { client, ended };
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      // Closed while it connected: nobody else ends this one.
      if (this.#closing.signal.aborted) await client.end();
      return this.#connection;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  #receive(payload: string | undefined): void {
    const message = parseMessage(payload);
    if (message) this.#tell((subscriber) => subscriber.hear(message));
  }

  /** One subscriber's failure is no other's. */
  #tell(what: (subscriber: Subscriber) => void): void {
    for (const subscriber of [...this.#subscribers]) {
      try {
        what(subscriber);
      } catch (error) {
        this.#logger.error(`A subscriber failed: ${messageOf(error)}`);
      }
    }
  }
}
