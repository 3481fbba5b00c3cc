import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/field-error.js';
import { fieldError } from './invalid-request.js';

/** Deeper than any input that we understand, and shallow enough for everything that walks through it by recursion. */
const DEEPEST = 16;

/** More than any input that we understand has; what comes after this pipe gets slow with many more. */
const MOST_PARTS = 2_000;

interface Part {
  readonly value: unknown;
  readonly key: string;
  readonly parent: Part | null;
  readonly depth: number;
}

/**
 * Refuses text that PostgreSQL cannot store, NUL and half surrogate pairs, wherever it is in the input, and input that
 * is nested too deeply or
 * has too many parts.
 */
export class StorableInputPipe implements PipeTransform {
  transform(value: unknown, { data }: ArgumentMetadata): unknown {
    const pending: Part[] = [{ value, key: data ?? '', parent: null, depth: 0 }];
    let parts = 0;
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const complaint = ++parts > MOST_PARTS ? 'is one value too many' : complaintAbout(part);
      if (complaint !== null) throw new InvalidInput([fieldError(fieldOf(part), complaint)]);
      for (const child of childrenOf(part)) pending.push(child);
    }
    return value;
  }
}

function complaintAbout({ value, key, depth }: Part): string | null {
  if (depth > DEEPEST) return 'is nested too deeply';
  const storable = isStorable(key) && (typeof value !== 'string' || isStorable(value));
  return storable ? null : 'must not contain NUL characters or halves of surrogate pairs';
}

function childrenOf(parent: Part): readonly Part[] {
  const { value, depth } = parent;
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, child]) => ({
    value: child as unknown,
    key,
    parent,
    depth: depth + 1,
  }));
}

const UNSTORABLE = /[\0\p{Surrogate}]/u;

const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** With dots, and in a form that can be sent. */
function fieldOf({ key, parent }: Part): string {
  const keys = [key];
  for (let above = parent; above !== null; above = above.parent) keys.unshift(above.key);
  const path = keys.filter((one) => one !== '').join('.');
  return path.replace(new RegExp(UNSTORABLE, 'gu'), '\uFFFD');
}
