import { Injectable } from '@nestjs/common';
import type { FoundStacks } from '../domain/discovery.js';
import { StackDirectory } from '../ports/stack-directory.port.js';
import { StackRootSource } from '../ports/stack-root-source.port.js';

/** The stacks on disk, without asking what runs. Never rejects: what is wrong is a warning. */
@Injectable()
export class FindStacks {
  constructor(
    private readonly roots: StackRootSource,
    private readonly directory: StackDirectory,
  ) {}

  async execute(): Promise<FoundStacks> {
    const { roots, warnings } = await this.roots.find();
    const found = await this.directory.find(roots);
    return { stacks: found.stacks, warnings: [...warnings, ...found.warnings] };
  }
}
