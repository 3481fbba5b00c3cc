const DEFAULT_SECONDS = 10;
/** A container may be given all the time in the world (-1); we wait this long. */
const ENDLESS_SECONDS = 3600;

/** How long the engine waits for a container to end before it kills it, in milliseconds. */
export function graceOf(stopTimeout: number | null | undefined): number {
  const seconds = stopTimeout ?? DEFAULT_SECONDS;
  return (seconds < 0 ? ENDLESS_SECONDS : seconds) * 1000;
}
