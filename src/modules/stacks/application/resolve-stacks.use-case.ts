import { Injectable } from '@nestjs/common';
import type { Stack } from '../domain/stack.js';
import { AmbiguousStackName, StackNotFound } from '../domain/stack.errors.js';
import { FindStacks } from './find-stacks.js';

/** Turns what people write, names or paths, into stacks. */
@Injectable()
export class ResolveStacks {
  constructor(private readonly findStacks: FindStacks) {}

  /** One stack for each reference, in the given order. @throws StackNotFound, AmbiguousStackName */
  async execute(references: readonly string[]): Promise<readonly Stack[]> {
    const { stacks } = await this.findStacks.execute();
    const byPath = new Map(stacks.map((stack) => [stack.path, stack]));
    return references.map((reference) => byPath.get(withoutSlash(reference)) ?? named(reference, stacks));
  }
}

function named(reference: string, stacks: readonly Stack[]): Stack {
  const [first, ...others] = stacks.filter(({ name }) => name === reference);
  if (!first) throw new StackNotFound(reference);
  if (others.length > 0) {
    throw new AmbiguousStackName(
      reference,
      [first, ...others].map(({ path }) => path),
    );
  }
  return first;
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
