import type { Finding } from '../domain/finding.js';

/** Looks at one thing that Stowage needs. Changes nothing that matters to anybody. */
export abstract class DiagnosticCheck {
  /** For people, e.g. `Docker engine`. */
  abstract readonly name: string;
  /** Rejecting counts as a problem, with the error's words. */
  abstract run(): Promise<Finding>;
}
