import { performance } from 'node:perf_hooks';
import { run } from '../../test/support/docker/run.js';

/** Does something once and returns what it measured. */
export type Attempt = () => Promise<number>;

export interface Rounds {
  /** Of them the values are returned. */
  readonly counted: number;
  /** Before them; they fill the caches. */
  readonly warmUp: number;
}

/**
 * Lets all take turns, so that whatever else the machine does meets them alike. Who begins changes with every round.
 */
export async function interleave<K extends string>(
  { counted, warmUp }: Rounds,
  attempts: Readonly<Record<K, Attempt>>,
): Promise<Readonly<Record<K, readonly number[]>>> {
  const names = Object.keys(attempts) as K[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < warmUp + counted; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await attempts[name]();
      if (round >= warmUp) measured[name].push(value);
    }
  }
  return measured;
}

/** The same, begun when nothing is left to be written to the disks by those before. */
export const afterSync =
  (attempt: Attempt): Attempt =>
  async () => {
    await run('sync', []);
    return attempt();
  };

/** Seconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
