/** How long the engine may take, in milliseconds. */
export abstract class DockerTimeouts {
  /** Listing and asking for the version. */
  abstract readonly list: number;
  abstract readonly inspect: number;
  abstract readonly start: number;
  /** What a stop may take on top of the container's own grace period. */
  abstract readonly stopMargin: number;
  abstract readonly composeCreate: number;
}

export const DOCKER_TIMEOUTS = {
  list: 30_000,
  inspect: 10_000,
  start: 60_000,
  stopMargin: 30_000,
  composeCreate: 600_000,
} as const satisfies DockerTimeouts;
