import { BackupCatalogue, type Backup, type Manifest } from '../../../src/modules/archives/index.js';

export class InMemoryBackupCatalogue extends BackupCatalogue {
  readonly #backups = new Map<string, Backup>();

  async add(path: string, manifest: Manifest): Promise<Backup> {
    const known = this.#backups.get(path);
    if (known) return structuredClone(known);
    const id = this.#backups.size + 1;
    const backup: Backup = { id, path, manifest, pinned: false, state: 'good', lastVerifiedAt: null };
    this.#backups.set(path, structuredClone(backup));
    return structuredClone(backup);
  }

  async findNewest(
    stackPath: string,
    format: Manifest['format'],
    includeData: boolean,
  ): Promise<Backup | null> {
    const [newest] = [...this.#backups.values()]
      .filter(({ state, manifest }) => state === 'good' && manifest.stackPath === stackPath)
      .filter(({ manifest }) => manifest.format === format && manifest.includeData === includeData)
      .sort((a, b) => b.manifest.createdAt.getTime() - a.manifest.createdAt.getTime() || b.id - a.id);
    return structuredClone(newest ?? null);
  }

  async findByPath(path: string): Promise<Backup | null> {
    return structuredClone(this.#backups.get(path) ?? null);
  }

  /** Every backup, oldest first: what tests compare with the disk. */
  all(): readonly Backup[] {
    return structuredClone([...this.#backups.values()]);
  }
}
