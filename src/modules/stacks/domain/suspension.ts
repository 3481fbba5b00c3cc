import type { ComposeContainer, Dependency } from './container.js';

/** One container that we stopped and owe a start. */
export interface OwedContainer {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly number: number;
  readonly dependsOn: readonly Dependency[];
  /** It was healthy when we stopped it, so it is back only when it is healthy again. */
  readonly wasHealthy: boolean;
}

/** A stack that we stopped and owe a restart. On disk before the first container stops. */
export interface Suspension {
  readonly jobId: number;
  readonly stackPath: string;
  readonly stackName: string;
  readonly project: string;
  readonly containers: readonly OwedContainer[];
  readonly openedAt: Date;
}

/** A suspension that could not be ended yet: the alarm that people see. */
export interface OpenSuspension extends Suspension {
  readonly attempts: number;
  readonly lastError: string | null;
}

export const owed = (container: ComposeContainer): OwedContainer => ({
  id: container.id,
  name: container.name,
  service: container.service,
  number: container.number,
  dependsOn: container.dependsOn,
  wasHealthy: container.health === 'healthy',
});

/** The same container, or the one that took its place when the service was recreated. */
export const locate = (
  wanted: OwedContainer,
  containers: readonly ComposeContainer[],
): ComposeContainer | undefined =>
  containers.find(({ id }) => id === wanted.id) ??
  containers.find(
    ({ service, number, oneOff }) => service === wanted.service && number === wanted.number && !oneOff,
  );
