import { reasons, throwAll } from './errors.js';

/** Runs `work`, then always `release`; loses neither error if both fail. */
export async function alwaysRelease<T>(work: () => Promise<T>, release: () => Promise<void>): Promise<T> {
  const outcome = await settle(work);
  const released = await settle(release);
  throwAll(reasons([outcome, released]), 'the work and its release both failed');
  return (outcome as PromiseFulfilledResult<T>).value;
}

/** The outcome of `work` as a value, also when it throws before its first await. */
export async function settle<T>(work: () => Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([Promise.resolve().then(work)]);
  return outcome;
}
