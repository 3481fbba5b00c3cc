import type { ActivityLog } from '../../../kernel/activity-log.js';
import type { Stack } from '../domain/stack.js';

/** What only Docker Compose itself can do for a stack. */
export abstract class ComposeProject {
  /**
   * Pulls the images of these services, writing Compose's output to the log as it comes.
   * Ends the pull after `inactivityTimeout` seconds without output (0 = never) or when `signal` aborts.
   * @throws ImagePullFailed with the output so far
   */
  abstract pull(
    stack: Stack,
    services: readonly string[],
    options: { readonly inactivityTimeout: number; readonly log: ActivityLog; readonly signal: AbortSignal },
  ): Promise<void>;
  /**
   * Recreates what changed and starts exactly these services, never their dependencies, never pulling.
   * @throws ComposeFailed
   */
  abstract up(stack: Stack, services: readonly string[], log: ActivityLog): Promise<void>;
}
