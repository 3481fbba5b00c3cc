import { settle } from '../../../kernel/settle.js';

/** A step of a job. `always` phases run even after an earlier one failed or the job was cancelled. */
export interface Phase {
  readonly when: 'ok' | 'always';
  execute(signal: AbortSignal): Promise<void>;
}

const NEVER = new AbortController().signal;

/** Runs the phases in order; an `always` phase does not see the cancel signal. Returns what failed; never rejects. */
export async function runPhases(phases: readonly Phase[], signal: AbortSignal): Promise<readonly unknown[]> {
  const errors: unknown[] = [];
  for (const phase of phases) {
    const always = phase.when === 'always';
    if (!always && (errors.length > 0 || signal.aborted)) continue;
    const outcome = await settle(() => phase.execute(always ? NEVER : signal));
    if (outcome.status === 'rejected') errors.push(outcome.reason);
  }
  return errors;
}
