export { DiscoverStacks, type DiscoveredStacks } from './application/discover-stacks.use-case.js';
export { FindStacks } from './application/find-stacks.js';
export { ResolveStacks } from './application/resolve-stacks.use-case.js';
export { ResumeStack, type ResumeOptions } from './application/resume-stack.js';
export {
  SuspendStack,
  type Downtime,
  type Suspended,
  type SuspendRequest,
} from './application/suspend-stack.js';
export { WatchResumedStack } from './application/watch-resumed-stack.js';
export { isStoppable } from './domain/stoppable.js';
export {
  neverStopped,
  type ServiceOverview,
  type StackOverview,
  type StackState,
} from './domain/stack-overview.js';
export {
  isActive,
  type ComposeContainer,
  type ContainerHealth,
  type ContainerMount,
  type ContainerState,
  type Dependency,
  type DependencyCondition,
} from './domain/container.js';
export type { FoundStacks, StackRoots, StackWarning } from './domain/discovery.js';
export type { DeclaredService, Stack } from './domain/stack.js';
export * from './domain/stack.errors.js';
export {
  isAlarm,
  type OpenSuspension,
  type OwedContainer,
  type ResumeAttempt,
  type Suspension,
} from './domain/suspension.js';
export {
  interpolate,
  InterpolationFailed,
  interpolateOrKeep,
  type Variables,
} from './domain/env-interpolation.js';
export { type ProjectName, projectName } from './domain/project-name.js';
export { belongsTo, isOwn } from './domain/stack-membership.js';
export { isSystemPath } from './domain/system-paths.js';
export { ComposeProject, type ComposedStack } from './ports/compose-project.port.js';
export { OwnContainerSource, type OwnContainer } from './ports/own-container.port.js';
export { StackDirectory } from './ports/stack-directory.port.js';
export { StackRootSource } from './ports/stack-root-source.port.js';
export { StackRuntime } from './ports/stack-runtime.port.js';
export { SuspensionJournal } from './ports/suspension-journal.port.js';
export { StacksModule } from './stacks.module.js';
