import { DomainError } from '../../../kernel/domain-error.js';
import type { DatabaseAddress } from './connection-options.js';

export class DatabaseUnreachable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'DATABASE_UNREACHABLE';
  constructor({ host, port, user, name }: DatabaseAddress, reason: string) {
    super(
      `The database "${name}" at ${host}:${port} cannot be used as "${user}" (${reason}). ` +
        'Check that PostgreSQL runs and that DATABASE_URL or DB_* are right.',
    );
  }
}
