import { createHash } from 'node:crypto';
import type { Stack } from '../../stacks/index.js';
import type { PlannedStack } from './job-run.js';

/**
 * A stack's name in paths is the name of its directory. When stacks in several roots share a name, each gets the first
 * 8 hex digits of its path's SHA-256 as well, so that their backups never share a directory.
 */
export function labelStacks(chosen: readonly Stack[], all: readonly Stack[]): readonly PlannedStack[] {
  return chosen.map((stack) => {
    const shared = all.some((other) => other.name === stack.name && other.path !== stack.path);
    return { stack, label: shared ? `${stack.name}@${shortHash(stack.path)}` : stack.name };
  });
}

const shortHash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 8);
