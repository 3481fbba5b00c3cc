import type { Archive, ArchivePlan } from '../domain/archive.js';

export abstract class ArchiveRepository {
  /** Sorted by name. */
  abstract findAll(): Promise<readonly Archive[]>;
  abstract findById(id: number): Promise<Archive | null>;
  /** @throws ArchiveNameTaken (names differ in more than case) */
  abstract create(plan: ArchivePlan, at: Date): Promise<Archive>;
  /**
   * Replaces the plan by what `edit` makes of it. Nobody else changes the archive in between, so of two edits at once
   * neither undoes the other. What `edit` throws is passed on, and nothing is changed.
   * @throws ArchiveNotFound, ArchiveNameTaken
   */
  abstract update(id: number, edit: (current: Archive) => ArchivePlan, at: Date): Promise<Archive>;
  /** Its backups and jobs stay. @throws ArchiveNotFound */
  abstract delete(id: number): Promise<void>;
}
