export type ErrorKind =
  'not-found' | 'conflict' | 'invalid' | 'forbidden' | 'unavailable' | 'insufficient-storage';

/**
 * A failure the domain foresaw. Anything else that is thrown is a bug.
 * The message is written for an operator: what failed, on what, what was left behind and what to do.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable, upper snake case; clients and documentation rely on it. */
  abstract readonly code: string;
  /** Facts a program can use, e.g. the id of the job that is in the way. Snake case, never secret. */
  readonly details: Readonly<Record<string, unknown>> = {};
  override get name(): string {
    return this.code;
  }
}
