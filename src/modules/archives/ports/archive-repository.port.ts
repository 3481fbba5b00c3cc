import type { Archive, ArchivePlan } from '../domain/archive.js';

export abstract class ArchiveRepository {
  /** Sorted by name. */
  abstract findAll(): Promise<readonly Archive[]>;
  abstract findById(id: number): Promise<Archive | null>;
  /** @throws ArchiveNameTaken (names differ in more than case) */
  abstract create(plan: ArchivePlan, at: Date): Promise<Archive>;
  /** @throws ArchiveNotFound, ArchiveNameTaken */
  abstract update(id: number, plan: ArchivePlan, at: Date): Promise<Archive>;
  /** Its backups and jobs stay. @throws ArchiveNotFound */
  abstract delete(id: number): Promise<void>;
}
