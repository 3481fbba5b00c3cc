import { DomainError } from '../../../kernel/domain-error.js';

export class DataDirectoryInUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'DATA_DIRECTORY_IN_USE';
  constructor(dataDir: string, holder: string) {
    super(
      `Another Stowage (${holder}) uses the data directory ${dataDir}. ` +
        'Stop that one first, or give this one a DATA_DIR of its own.',
    );
  }
}

export class DataDirectoryUnusable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'DATA_DIRECTORY_UNUSABLE';
  constructor(dataDir: string, reason: string, remedy: string) {
    super(`The data directory ${dataDir} cannot be used: ${reason}. ${remedy}`);
  }
}

export class DataDirectoryLost extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'DATA_DIRECTORY_LOST';
  constructor(dataDir: string, reason: string) {
    super(
      `The process that held the lock of the data directory ${dataDir} was killed, and ${reason}. ` +
        'Two at work on one directory would do harm, so this Stowage ends.',
    );
  }
}
