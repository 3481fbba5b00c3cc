import type { NamedFinding } from '../../../modules/diagnosis/index.js';
import type { ExitCode } from './exit-codes.js';
import type { Output } from './output.js';
import type { UseCases } from './use-cases.js';

/** `work`: jobs run in this process unless a service runs them. `ask`: no job runs because of this command. */
export type SessionPurpose = 'work' | 'ask';

/** Everything behind the commands, made for one run of the program. */
export interface CommandContext {
  readonly output: Output;
  /** Aborts on the first Ctrl-C or request to end. */
  readonly interrupted: AbortSignal;
  /** Opens the use cases, lets `work` use them, and closes them in order whatever happens. */
  withUseCases(purpose: SessionPurpose, work: (useCases: UseCases) => Promise<ExitCode>): Promise<ExitCode>;
  diagnose(): Promise<readonly NamedFinding[]>;
  /** Notes how the command ended. */
  end(code: ExitCode): void;
}
