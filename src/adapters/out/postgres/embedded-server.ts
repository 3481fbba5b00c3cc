import type { DatabaseAddress } from './connection-options.js';

/** A database server that we bring ourselves, when the configuration names none. */
export abstract class EmbeddedServer {
  abstract start(): Promise<DatabaseAddress>;
  /** No-op when it was not started. */
  abstract stop(): Promise<void>;
  /** Another process has our data directory, and the server with it: from now on it is left alone, also by `stop`. */
  abstract disown(): void;
}
