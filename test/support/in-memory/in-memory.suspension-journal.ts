import {
  SuspensionAlreadyOpen,
  SuspensionJournal,
  type OpenSuspension,
  type Suspension,
} from '../../../src/modules/stacks/index.js';

export class InMemorySuspensionJournal extends SuspensionJournal {
  readonly #open = new Map<string, OpenSuspension>();

  async open(suspension: Suspension): Promise<void> {
    if (this.#open.has(suspension.stackPath)) throw new SuspensionAlreadyOpen(suspension.stackPath);
    this.#open.set(suspension.stackPath, structuredClone({ ...suspension, attempts: 0, lastError: null }));
  }

  async close(stackPath: string, jobId: number): Promise<void> {
    if (this.#open.get(stackPath)?.jobId === jobId) this.#open.delete(stackPath);
  }

  async recordFailure(stackPath: string, jobId: number, error: string): Promise<void> {
    const known = this.#open.get(stackPath);
    if (known?.jobId === jobId)
      this.#open.set(stackPath, { ...known, attempts: known.attempts + 1, lastError: error });
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
