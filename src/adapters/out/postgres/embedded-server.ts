import type { DatabaseAddress } from './connection-options.js';

/** A database server that we bring ourselves, when the configuration names none. */
export abstract class EmbeddedServer {
  abstract start(): Promise<DatabaseAddress>;
  /** No-op when it was not started. */
  abstract stop(): Promise<void>;
}
