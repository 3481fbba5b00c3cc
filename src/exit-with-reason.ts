import { DomainError } from './kernel/domain-error.js';
import { messageOf } from './kernel/errors.js';

/** `EX_CONFIG` of sysexits.h: starting again without a change is of no use. */
const WRONG_CONFIGURATION = 78;

/** Ends the process because it cannot start: in words, when we foresaw it; with a stack, when we did not. */
export function exitWithReason(error: unknown): never {
  const foreseen = error instanceof DomainError || !(error instanceof Error);
  process.stderr.write(`${foreseen ? messageOf(error) : (error.stack ?? error.message)}\n`);
  process.exit(
    error instanceof DomainError && error.code === 'INVALID_CONFIGURATION' ? WRONG_CONFIGURATION : 1,
  );
}
