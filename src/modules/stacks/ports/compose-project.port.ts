import type { ActivityLog } from '../../../kernel/activity-log.js';
import type { Stack } from '../domain/stack.js';

/** What Compose needs to know of a stack. */
export type ComposedStack = Pick<Stack, 'name' | 'path' | 'project'>;

/** What only Docker Compose itself can do for a stack. */
export abstract class ComposeProject {
  /**
   * Pulls the images of these services, writing Compose's output to the log as it comes.
   * Ends the pull after `inactivityTimeout` seconds without output (0 = never) or when `signal` aborts.
   * @throws ImagePullFailed
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
  /**
   * Makes containers in the place of ones that were removed, from the compose file as it is now, and what they need:
   * networks, volumes, images (pulled or built if they are gone). `services` has a service once for each container that
   * it lacks. Existing containers stay as they are, and nothing is started.
   * @throws ComposeFailed
   */
  abstract replace(stack: ComposedStack, services: readonly string[], log: ActivityLog): Promise<void>;
}
