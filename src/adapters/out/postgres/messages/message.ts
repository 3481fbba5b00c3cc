import type { JobChange } from '../../../../modules/jobs/index.js';

export const CHANNEL = 'stowage';

/** What instances tell each other. Small: PostgreSQL carries 8,000 bytes at most. */
export type Message =
  | { readonly topic: 'job-waiting'; readonly jobId: number }
  | { readonly topic: 'job-changed'; readonly jobId: number; readonly change: JobChange };

/** Null: not ours, or of a version to come. */
export function parseMessage(payload: string | undefined): Message | null {
  try {
    const message = JSON.parse(payload ?? '') as Partial<Message> | null;
    const known = message?.topic === 'job-waiting' || message?.topic === 'job-changed';
    return known && Number.isSafeInteger(message.jobId) ? (message as Message) : null;
  } catch {
    return null;
  }
}
