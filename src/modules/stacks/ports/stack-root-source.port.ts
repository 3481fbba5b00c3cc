import type { StackRoots } from '../domain/discovery.js';

/** Knows which directories hold stacks: our own container's bind mounts, or the configured ones. */
export abstract class StackRootSource {
  /** Never rejects: what could not be read is a warning. */
  abstract find(): Promise<StackRoots>;
}
