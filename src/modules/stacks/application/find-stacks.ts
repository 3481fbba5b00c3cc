import { Injectable } from '@nestjs/common';
import type { FoundStacks, StackWarning } from '../domain/discovery.js';
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
    const stacks = found.stacks.filter(
      ({ path }) => !warnings.some((warning) => isMismatchAbove(warning, path)),
    );
    return { stacks, warnings: [...warnings, ...found.warnings] };
  }
}

/** The host knows that directory under another path, even if it is mounted inside a root that is as it should be. */
const isMismatchAbove = ({ code, path }: StackWarning, stackPath: string): boolean =>
  code === 'mount_path_mismatch' && path !== undefined && `${stackPath}/`.startsWith(`${path}/`);
