import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers for commander. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };

/** Ids are 32-bit integers in the database. */
export const jobId = wholeNumber(1, 2 ** 31 - 1);

/** A name stays a name; a path is what it leads to from here. */
export async function stackReference(text: string): Promise<string> {
  if (!text.includes('/') && text !== '.' && text !== '..') return text;
  return realpath(text).catch(() => resolve(text));
}
