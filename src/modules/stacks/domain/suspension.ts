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
  /** It has not been healthy since an earlier backup. Nothing waits for that again, but the alarm stays until it is. */
  readonly ailing: boolean;
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

/** What an attempt to put a stack back came to, when that is not the end of the suspension. */
export interface ResumeAttempt {
  /**
   * Every container ran by then; null: not all of them do. From then on nothing is owed, and what somebody stops
   * afterwards stays stopped: the stack is only watched.
   */
  readonly startedAt: Date | null;
  /** What is not as it was; null: everything is, as far as can be seen. */
  readonly error: string | null;
  /** Until then a stop that the engine did not confirm may still take effect, and is then ours to mend. Null: there is none. */
  readonly watchUntil: Date | null;
}

/** A suspension in the journal. */
export interface OpenSuspension extends Suspension {
  /** Failed ones. */
  readonly attempts: number;
  readonly startedAt: Date | null;
  readonly lastError: string | null;
  readonly watchUntil: Date | null;
}

/** What is owed for a container that is about to be stopped. `earlier`: what is still watched of the stack. */
export const owed = (container: ComposeContainer, earlier: OpenSuspension | null): OwedContainer => ({
  id: container.id,
  name: container.name,
  service: container.service,
  number: container.number,
  dependsOn: container.dependsOn,
  wasHealthy: container.health === 'healthy',
  ailing: container.health !== 'healthy' && isAiling(container, earlier),
});

/**
 * What an earlier suspension still watches for a late stop, and a new one does not stop itself: such a stop may have come
 * by now, so whoever takes its place owes these as well. Starting one that runs does nothing.
 */
export const owedSince = (
  earlier: OpenSuspension | null,
  containers: readonly ComposeContainer[],
  now: Date,
): readonly OwedContainer[] => {
  const isStopDue = now < (earlier?.watchUntil ?? now);
  if (earlier === null || !isStopDue) return [];
  return earlier.containers.filter(({ id }) => !containers.some((container) => container.id === id));
};

const isAiling = ({ id }: ComposeContainer, earlier: OpenSuspension | null): boolean =>
  earlier?.containers.some((one) => one.id === id && (one.wasHealthy || one.ailing)) ?? false;

/** Something is wrong that a person must look at; before a first attempt it is a backup under way. */
export const isAlarm = ({ lastError }: OpenSuspension): boolean => lastError !== null;

/** The same container, or the one that took its place when the service was recreated. */
export const locate = (
  wanted: OwedContainer,
  containers: readonly ComposeContainer[],
): ComposeContainer | undefined =>
  containers.find(({ id }) => id === wanted.id) ??
  containers.find(
    ({ service, number, oneOff }) => service === wanted.service && number === wanted.number && !oneOff,
  );
