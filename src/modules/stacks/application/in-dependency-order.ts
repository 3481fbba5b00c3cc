/**
 * Runs every item, each as soon as those before it have settled, and those that do not wait for each other at the same time.
 * An item runs also when one before it failed. `before` must be free of circles.
 */
export function inDependencyOrder<T>(
  items: readonly T[],
  before: (item: T) => readonly T[],
  run: (item: T) => Promise<void>,
): Promise<PromiseSettledResult<void>[]> {
  const launched = new Map<T, Promise<void>>();
  const launch = (item: T): Promise<void> => {
    const known = launched.get(item);
    if (known) return known;
    const promise = Promise.allSettled(before(item).map(launch)).then(() => run(item));
    launched.set(item, promise);
    return promise;
  };
  return Promise.allSettled(items.map(launch));
}
