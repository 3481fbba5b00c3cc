/** Proves that the database answers. */
export abstract class DatabaseProbe {
  /** Rejects with the reason when there is no answer within 3 s. */
  abstract check(): Promise<void>;
}
