import { DomainError } from '../../../kernel/domain-error.js';

export class EmbeddedPostgresUnusable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'EMBEDDED_POSTGRES_UNUSABLE';
  constructor(problem: string, remedy: string) {
    super(`The built-in PostgreSQL cannot be used: ${problem}. ${remedy}`);
  }
}
