import { Transform } from 'class-transformer';
import { isIn, isInt, max, min, ValidateBy, type ValidationArguments } from 'class-validator';

type Check = (value: unknown, environment: object) => boolean;

/** A variable that must pass `holds`; else the operator reads what was `expected`, and an example. */
export const Expects = (expected: string, example: string, holds: Check): PropertyDecorator =>
  ValidateBy({
    name: expected,
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => holds(value, args?.object ?? {}),
      defaultMessage: (args?: ValidationArguments) =>
        `expected ${expected}, for example ${args?.property ?? ''}=${example}`,
    },
  });

/** The same for a variable that may be absent. */
export const MayBe = (
  expected: string,
  example: string,
  holds: (text: string) => boolean,
): PropertyDecorator =>
  Expects(expected, example, (value) => value === undefined || (typeof value === 'string' && holds(value)));

export function WholeNumber(
  range: { min: number; max: number },
  example: string,
  meaning = '',
): PropertyDecorator {
  return combine(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ),
    Expects(
      `a whole number from ${range.min} to ${range.max}${meaning}`,
      example,
      (value) => value === undefined || (isInt(value) && min(value, range.min) && max(value, range.max)),
    ),
  );
}

export const OneOf = (values: readonly string[], example: string): PropertyDecorator =>
  Expects(`one of ${values.join(', ')}`, example, (value) => isIn(value, values));

export const Transformed = (transform: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? transform(value) : value));

const combine =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, property) =>
    decorators.forEach((decorate) => decorate(target, property));
