import { DomainError } from './domain-error.js';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Input that breaks a rule of the domain; names every wrong field at once. */
export class InvalidInput extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_INPUT';
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map((error) => `${error.field}: ${error.message}`).join('; '));
  }

  static at(field: string, message: string): InvalidInput {
    return new InvalidInput([{ field, message }]);
  }
}
