/** `warning`: it works, but not as well as it could. `problem`: something will fail. */
export type Verdict = 'ok' | 'warning' | 'problem';

/** What a check found out about this installation. */
export interface Finding {
  readonly verdict: Verdict;
  /** What is the case. */
  readonly detail: string;
  /** What to do about it; null when there is nothing to do. */
  readonly remedy: string | null;
}

export interface NamedFinding extends Finding {
  /** Of the check. */
  readonly name: string;
}

export const ok = (detail: string): Finding => ({ verdict: 'ok', detail, remedy: null });
export const warning = (detail: string, remedy: string): Finding => ({ verdict: 'warning', detail, remedy });
export const problem = (detail: string, remedy: string): Finding => ({ verdict: 'problem', detail, remedy });
