import { Transform } from 'class-transformer';
import { isInt, max, min, ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';

/** What PostgreSQL's `integer` can hold: no id and no line number is greater. */
export const GREATEST_INTEGER = 2_147_483_647;

/** May be left out, but not null: class-validator's own IsOptional would let null pass. */
export const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_input, value: unknown) => value !== undefined);

/** A whole number in a path, a query or a header, where everything is text. */
export const WholeNumberText =
  (least: number, greatest: number): PropertyDecorator =>
  (target, property) => {
    Transform(({ value }: { value: unknown }) => numberOf(value))(target, property);
    ValidateBy({
      name: 'wholeNumberText',
      validator: {
        validate: (value: unknown) => isInt(value) && min(value, least) && max(value, greatest),
        defaultMessage: (args?: ValidationArguments) =>
          `${args?.property ?? ''} must be one whole number from ${least} to ${greatest}`,
      },
    })(target, property);
  };

const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && /^(0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value;
