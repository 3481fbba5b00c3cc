import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../../../../kernel/domain-error.js';
import { InvalidInput } from '../../../../kernel/field-error.js';
import { type Problem, problem } from './problem.js';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  forbidden: 403,
  unavailable: 503,
  'insufficient-storage': 507,
};

/** Of what Express, its parsers and Nest refuse before any of our own code has seen the request. */
const CODE: Readonly<Record<number, string>> = {
  400: 'MALFORMED_REQUEST',
  403: 'CROSS_ORIGIN_REQUEST',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  421: 'HOST_NOT_SERVED',
};

/** What the client is told about a failure that somebody foresaw; null for any other. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof DomainError) return ofDomain(error);
  const refusal = refusalOf(error);
  return refusal && problem(refusal.status, CODE[refusal.status] ?? 'REQUEST_REFUSED', refusal.message);
}

function ofDomain(error: DomainError): Problem {
  const errors = error instanceof InvalidInput ? { errors: error.errors } : {};
  return problem(STATUS[error.kind], error.code, error.message, { ...error.details, ...errors });
}

interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Parsers throw what the package http-errors makes: errors with a `status` that say whether clients may see them. */
function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof HttpException) return asRefusal(error.getStatus(), error.message);
  const { status, expose } = error as Error & { readonly status?: unknown; readonly expose?: unknown };
  return typeof status === 'number' && expose !== false ? asRefusal(status, error.message) : null;
}

const asRefusal = (status: number, message: string): Refusal | null =>
  status >= 400 && status < 500 ? { status, message } : null;
