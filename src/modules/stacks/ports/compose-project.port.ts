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
   * Recreates, from the images at hand, the containers of these services that changed, and those of their dependencies
   * that changed. What ran runs again afterwards, what was stopped is stopped: nothing else is started, nothing pulled or
   * built, and the number of replicas stays.
   * @throws ComposeFailed
   */
  abstract recreate(stack: Stack, services: readonly string[], log: ActivityLog): Promise<void>;
}
