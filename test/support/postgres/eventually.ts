import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until `look` returns something other than null, or gives up after a generous time. */
export async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within 30 s`);
    await pause(20);
  }
}

/** The same for a condition. */
export const untilTrue = (what: string, look: () => boolean | Promise<boolean>): Promise<true> =>
  eventually(what, async () => ((await look()) ? true : null));
