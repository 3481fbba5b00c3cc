import type { Stack } from './stack.js';

/** Something about the installation that an operator should mend, with its remedy in the message. */
export interface StackWarning {
  /** Stable, lower snake case, e.g. `mount_path_mismatch`. */
  readonly code: string;
  readonly message: string;
  /** The path it is about, if it is about one. */
  readonly path?: string;
}

/** A directory in which stacks are looked for. */
export interface StackRoots {
  readonly roots: readonly string[];
  readonly warnings: readonly StackWarning[];
}

export interface FoundStacks {
  readonly stacks: readonly Stack[];
  readonly warnings: readonly StackWarning[];
}
