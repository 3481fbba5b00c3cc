import {
  SuspensionAlreadyOpen,
  SuspensionJournal,
  type OpenSuspension,
  type ResumeAttempt,
  type Suspension,
} from '../../../src/modules/stacks/index.js';

const FRESH = { startedAt: null, lastError: null, watchUntil: null };

export class InMemorySuspensionJournal extends SuspensionJournal {
  readonly #open = new Map<string, OpenSuspension>();

  async open(suspension: Suspension): Promise<void> {
    const known = this.#open.get(suspension.stackPath);
    if (known && known.startedAt === null) throw new SuspensionAlreadyOpen(suspension.stackPath);
    this.#open.set(suspension.stackPath, structuredClone({ ...suspension, attempts: 0, ...FRESH }));
  }

  async close(stackPath: string, jobId: number): Promise<void> {
    if (this.#open.get(stackPath)?.jobId === jobId) this.#open.delete(stackPath);
  }

  async record(stackPath: string, jobId: number, { error, ...rest }: ResumeAttempt): Promise<void> {
    const known = this.#open.get(stackPath);
    if (known?.jobId !== jobId) return;
    const attempts = known.attempts + (error === null ? 0 : 1);
    this.#open.set(stackPath, { ...known, ...structuredClone(rest), attempts, lastError: error });
  }

  async findOpen(): Promise<readonly OpenSuspension[]> {
    return structuredClone(
      [...this.#open.values()].sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime()),
    );
  }

  async findOpenFor(stackPath: string): Promise<OpenSuspension | null> {
    return structuredClone(this.#open.get(stackPath) ?? null);
  }
}
