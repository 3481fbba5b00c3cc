import type { FoundStacks } from '../domain/discovery.js';

/** Reads stacks from directories. */
export abstract class StackDirectory {
  /**
   * Stacks in these roots and one level below them, each real path once, sorted by path.
   * Never rejects: an unreadable root or compose file is a warning.
   */
  abstract find(roots: readonly string[]): Promise<FoundStacks>;
  /**
   * Paths, relative to the stack, of its compose files, overrides, `.env` and the files they refer to inside
   * the stack's directory; sorted, without duplicates.
   */
  abstract configurationFiles(stackPath: string): Promise<readonly string[]>;
}
