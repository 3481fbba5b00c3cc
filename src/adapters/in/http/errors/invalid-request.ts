import type { ValidationError } from 'class-validator';
import { type FieldError, InvalidInput } from '../../../../kernel/field-error.js';

const MOST_ERRORS = 50;
const LONGEST_FIELD = 100;

/** What class-validator found, as the domain reports broken rules. */
export const invalidRequest = (errors: readonly ValidationError[]): InvalidInput =>
  new InvalidInput(errors.flatMap((error) => fieldErrors(error, '')).slice(0, MOST_ERRORS));

function fieldErrors({ property, constraints, children }: ValidationError, parent: string): FieldError[] {
  const field = `${parent}${property}`;
  const own = Object.entries(constraints ?? {}).map(([rule, text]) =>
    fieldError(field, rule === 'whitelistValidation' ? 'is not known here' : withoutName(text, property)),
  );
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

/** class-validator's texts begin with the name of the property. */
const withoutName = (text: string, property: string): string =>
  text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;

export const fieldError = (field: string, message: string): FieldError => ({
  field: field.length > LONGEST_FIELD ? `${field.slice(0, LONGEST_FIELD)}…` : field,
  message,
});
