import { DomainError } from '../../../../kernel/domain-error.js';
import type { HealthChecks } from './readiness.js';

export class NotReady extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'NOT_READY';
  override readonly details: { readonly checks: HealthChecks };
  constructor(checks: HealthChecks, reason: string) {
    super(`The database does not answer: ${reason}. Stowage goes on by itself when it is back.`);
    this.details = { checks };
  }
}
