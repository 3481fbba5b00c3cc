import { QueryFailedError } from 'typeorm';

interface PostgresError {
  readonly code?: string;
  readonly constraint?: string;
}

const violates = (error: unknown, code: string, constraint: string): boolean => {
  if (!(error instanceof QueryFailedError)) return false;
  const cause = error.driverError as PostgresError;
  return cause.code === code && cause.constraint === constraint;
};

export const isDuplicate = (error: unknown, constraint: string): boolean =>
  violates(error, '23505', constraint);

export const isDangling = (error: unknown, constraint: string): boolean =>
  violates(error, '23503', constraint);
