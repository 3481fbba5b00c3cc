import type { ColumnOptions } from 'typeorm';
import { storableJson, storableText } from '../storable.js';

const unlessNull =
  <From, To>(change: (value: From) => To) =>
  (value: From | null | undefined): To | null | undefined =>
    value === null || value === undefined ? (value as null | undefined) : change(value);

/** PostgreSQL's bigint arrives as text; sizes and counts fit into a number (9 PB). */
export const bigint: ColumnOptions = {
  type: 'bigint',
  transformer: { to: (value: number | null) => value, from: unlessNull(Number) },
};
/** Words of people and programs. */
export const text: ColumnOptions = {
  type: 'text',
  transformer: { to: unlessNull(storableText), from: (value: string | null) => value },
};
export const json: ColumnOptions = {
  type: 'jsonb',
  transformer: { to: unlessNull(storableJson), from: (value: unknown) => value },
};
export const timestamp: ColumnOptions = { type: 'timestamp with time zone' };
export const optional = (options: ColumnOptions): ColumnOptions => ({ ...options, nullable: true });

/** For a check constraint. The values are our own constants, never input. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `"${column}" IN (${values.map((value) => `'${value}'`).join(', ')})`;
