import { DomainError, type ErrorKind } from '../../../kernel/domain-error.js';
import type { JobStatus } from '../../../modules/jobs/index.js';

/** What a command's exit code says; 69 and 78 are those of sysexits.h. Scripts rely on it. */
export const EXIT = {
  success: { code: 0, meaning: 'success' },
  failed: { code: 1, meaning: 'failed; doctor: at least one problem' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  partial: { code: 3, meaning: 'some stacks were backed up, others were not' },
  cancelled: { code: 4, meaning: 'the job was cancelled' },
  refused: { code: 5, meaning: 'something was not found, or what was asked is refused' },
  unavailable: { code: 69, meaning: 'the engine, the database or another needed service is unavailable' },
  configuration: { code: 78, meaning: 'the configuration is wrong' },
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]['code'];

const BY_STATUS: Readonly<Record<JobStatus, ExitCode>> = {
  success: EXIT.success.code,
  partial: EXIT.partial.code,
  failed: EXIT.failed.code,
  cancelled: EXIT.cancelled.code,
  queued: EXIT.unavailable.code,
  running: EXIT.unavailable.code,
};

const BY_KIND: Readonly<Record<ErrorKind, ExitCode>> = {
  'not-found': EXIT.refused.code,
  conflict: EXIT.refused.code,
  invalid: EXIT.refused.code,
  forbidden: EXIT.refused.code,
  unavailable: EXIT.unavailable.code,
  'insufficient-storage': EXIT.failed.code,
};

/** Errors of our own that say more than their kind. */
const BY_ERROR_CODE: Readonly<Record<string, ExitCode>> = {
  INVALID_CONFIGURATION: EXIT.configuration.code,
  INVALID_INPUT: EXIT.usage.code,
};

export const exitCodeOfJob = (status: JobStatus): ExitCode => BY_STATUS[status];

export function exitCodeOfError(error: unknown): ExitCode {
  if (!(error instanceof DomainError)) return EXIT.failed.code;
  return BY_ERROR_CODE[error.code] ?? BY_KIND[error.kind];
}

export const exitCodesHelp = (): string =>
  [
    'Exit codes:',
    ...Object.values(EXIT).map(({ code, meaning }) => `  ${String(code).padEnd(3)} ${meaning}`),
  ].join('\n');
