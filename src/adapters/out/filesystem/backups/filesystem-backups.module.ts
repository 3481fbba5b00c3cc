import { Global, Module } from '@nestjs/common';
import { BackupStore, SourceScanner } from '../../../../modules/archives/index.js';
import { Compressors } from './compressors.js';
import { FilesystemBackupStore } from './filesystem.backup-store.js';
import { FindSourceScanner } from './find.source-scanner.js';
import { SystemTools } from './system-tools.js';

/** Backups in the file system; needs an AppConfig. */
@Global()
@Module({
  providers: [
    { provide: SystemTools, useFactory: () => new SystemTools() },
    {
      provide: Compressors,
      inject: [SystemTools],
      useFactory: (tools: SystemTools) => new Compressors(tools),
    },
    { provide: BackupStore, useClass: FilesystemBackupStore },
    { provide: SourceScanner, useClass: FindSourceScanner },
  ],
  exports: [BackupStore, SourceScanner],
})
export class FilesystemBackupsModule {}
