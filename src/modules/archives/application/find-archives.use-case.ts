import { Injectable } from '@nestjs/common';
import type { Archive } from '../domain/archive.js';
import { ArchiveNotFound } from '../domain/archive.errors.js';
import { ArchiveRepository } from '../ports/archive-repository.port.js';

@Injectable()
export class FindArchives {
  constructor(private readonly archives: ArchiveRepository) {}

  /** Sorted by name. */
  all(): Promise<readonly Archive[]> {
    return this.archives.findAll();
  }

  /** @throws ArchiveNotFound */
  async byId(id: number): Promise<Archive> {
    const archive = await this.archives.findById(id);
    if (!archive) throw new ArchiveNotFound(id);
    return archive;
  }
}
