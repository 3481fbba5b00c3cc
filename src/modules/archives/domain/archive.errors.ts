import { DomainError } from '../../../kernel/domain-error.js';

export class ArchiveNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'ARCHIVE_NOT_FOUND';
  constructor(id: number) {
    super(`There is no archive ${id}.`);
  }
}

export class ArchiveNameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ARCHIVE_NAME_TAKEN';
  constructor(name: string) {
    super(`There is already an archive named "${name}" (upper and lower case count as the same).`);
  }
}

export class ArchiveDirectoryUnusable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ARCHIVE_DIRECTORY_UNUSABLE';
  constructor(path: string, reason: string) {
    super(`Backups cannot be written to ${path}: ${reason}. Check that it exists, is mounted and writable.`);
  }
}

export class FormatUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'FORMAT_UNAVAILABLE';
  constructor(format: string, tool: string, remedy: string) {
    super(`The format ${format} needs ${tool}, which is not installed. ${remedy}`);
  }
}

/** The program that writes the backup died or complained. */
export class WriterFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'WRITER_FAILED';
  constructor(stackPath: string, reason: string) {
    super(`Writing the backup of ${stackPath} failed: ${reason}. Nothing of it was kept.`);
  }
}

export class SourceUnreadable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'SOURCE_UNREADABLE';
  constructor(stackPath: string, problems: readonly string[]) {
    super(
      `Files of ${stackPath} could not be read: ${problems.slice(0, 5).join('; ')}` +
        `${problems.length > 5 ? ` and ${problems.length - 5} more` : ''}. Nothing of the backup was kept.`,
    );
  }
}

export class SourceChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SOURCE_CHANGED';
  constructor(stackPath: string, files: readonly string[]) {
    super(
      `Files of the stopped stack ${stackPath} changed their size while they were read: ` +
        `${files.slice(0, 5).join(', ')}. Something outside the stack writes there. Nothing of the backup was kept.`,
    );
  }
}

export class DiskFull extends DomainError {
  readonly kind = 'insufficient-storage';
  readonly code = 'DISK_FULL';
  constructor(path: string, detail: string) {
    super(
      `There is no space left for ${path} (${detail}). Nothing of the backup was kept. Free some space or prune old backups.`,
    );
  }
}

/** The backup is whole and visible; only its row is missing. Recovery enters it when the database is back. */
export class BackupNotCatalogued extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'BACKUP_NOT_CATALOGUED';
  constructor(path: string, reason: string) {
    super(
      `${path} is complete, but it could not be entered in the catalogue: ${reason}. This is done when the database is back.`,
    );
  }
}
