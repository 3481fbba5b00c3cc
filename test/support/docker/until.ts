import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is neither null, undefined nor false; fails after `seconds`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  { seconds = 30, everyMs = 50 }: { readonly seconds?: number; readonly everyMs?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await pause(everyMs);
  }
}
