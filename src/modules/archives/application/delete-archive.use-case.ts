import { Injectable } from '@nestjs/common';
import { ArchiveRepository } from '../ports/archive-repository.port.js';

@Injectable()
export class DeleteArchive {
  constructor(private readonly archives: ArchiveRepository) {}

  /** Deletes the plan. Its backups stay, on disk and in the catalogue, and so do its jobs. @throws ArchiveNotFound */
  execute(id: number): Promise<void> {
    return this.archives.delete(id);
  }
}
