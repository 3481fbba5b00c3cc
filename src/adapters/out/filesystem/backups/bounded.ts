import { setTimeout as delay } from 'node:timers/promises';

const LAST_PATIENCE_MS = 10_000;

/**
 * What `work` resolves with; null when it takes longer than ten seconds, as on storage that does not answer any more.
 * It then goes on unattended, and its failure is nobody's.
 */
export async function bounded<T>(work: Promise<T>): Promise<T | null> {
  const late = new AbortController();
  try {
    return await Promise.race([work, delay(LAST_PATIENCE_MS, null, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
