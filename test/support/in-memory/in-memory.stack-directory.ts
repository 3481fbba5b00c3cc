import {
  type FoundStacks,
  type Stack,
  StackDirectory,
  type StackWarning,
} from '../../../src/modules/stacks/index.js';

/** Stacks that exist because a test says so. A root exists as soon as it is added. */
export class InMemoryStackDirectory extends StackDirectory {
  readonly #roots = new Map<string, readonly Stack[]>();
  readonly #files = new Map<string, readonly string[]>();

  addRoot(root: string): void {
    this.#roots.set(root, this.#roots.get(root) ?? []);
  }

  add(stack: Stack, configurationFiles: readonly string[] = ['compose.yaml']): void {
    this.#roots.set(stack.root, [...(this.#roots.get(stack.root) ?? []), stack]);
    this.#files.set(stack.path, configurationFiles);
  }

  async find(roots: readonly string[]): Promise<FoundStacks> {
    const found = [...new Set(roots)].map((root) => ({ root, stacks: this.#roots.get(root) }));
    const byPath = new Map(found.flatMap(({ stacks }) => stacks ?? []).map((stack) => [stack.path, stack]));
    return {
      stacks: [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      warnings: found.flatMap(({ root, stacks }) => (stacks === undefined ? [missing(root)] : [])),
    };
  }

  async configurationFiles(stackPath: string): Promise<readonly string[]> {
    return [...new Set(this.#files.get(stackPath) ?? [])].sort();
  }
}

const missing = (root: string): StackWarning => ({
  code: 'root_missing',
  path: root,
  message: `The stack directory ${root} does not exist.`,
});
