import {
  ArchiveNameTaken,
  ArchiveNotFound,
  ArchiveRepository,
  type Archive,
  type ArchivePlan,
} from '../../../src/modules/archives/index.js';

export class InMemoryArchiveRepository extends ArchiveRepository {
  readonly #archives = new Map<number, Archive>();
  #lastId = 0;

  async findAll(): Promise<readonly Archive[]> {
    const byName = (a: Archive, b: Archive): number => sortKey(a).localeCompare(sortKey(b), 'en');
    return structuredClone([...this.#archives.values()].sort(byName));
  }

  async findById(id: number): Promise<Archive | null> {
    return structuredClone(this.#archives.get(id) ?? null);
  }

  async create(plan: ArchivePlan, at: Date): Promise<Archive> {
    this.#refuseTakenName(plan.name, null);
    return this.#put({ ...plan, id: ++this.#lastId, createdAt: at, updatedAt: at });
  }

  async update(id: number, edit: (current: Archive) => ArchivePlan, at: Date): Promise<Archive> {
    const known = this.#archives.get(id);
    if (!known) throw new ArchiveNotFound(id);
    const plan = edit(structuredClone(known));
    this.#refuseTakenName(plan.name, id);
    return this.#put({ ...plan, id, createdAt: known.createdAt, updatedAt: at });
  }

  async delete(id: number): Promise<void> {
    if (!this.#archives.delete(id)) throw new ArchiveNotFound(id);
  }

  #put(archive: Archive): Archive {
    this.#archives.set(archive.id, structuredClone(archive));
    return structuredClone(archive);
  }

  #refuseTakenName(name: string, owner: number | null): void {
    for (const other of this.#archives.values()) {
      if (other.id !== owner && sortKey(other) === name.toLowerCase()) throw new ArchiveNameTaken(name);
    }
  }
}

const sortKey = (archive: Archive): string => archive.name.toLowerCase();
