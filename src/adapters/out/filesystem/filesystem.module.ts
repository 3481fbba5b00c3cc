import { Global, Module } from '@nestjs/common';
import { ConfigHasher } from '../../../modules/archives/index.js';
import { JobLogFile } from '../../../modules/jobs/index.js';
import { StackDirectory } from '../../../modules/stacks/index.js';
import { FilesystemBackupsModule } from './backups/filesystem-backups.module.js';
import { FilesystemConfigHasher } from './config-hash/filesystem.config-hasher.js';
import { FilesystemStackDirectory } from './discovery/filesystem.stack-directory.js';
import { FilesystemJobLogFile } from './job-logs/filesystem.job-log-file.js';

const PORTS = [
  { provide: StackDirectory, useClass: FilesystemStackDirectory },
  { provide: JobLogFile, useClass: FilesystemJobLogFile },
  { provide: ConfigHasher, useClass: FilesystemConfigHasher },
];

/** What is kept in files, beside the database. */
@Global()
@Module({
  imports: [FilesystemBackupsModule],
  providers: PORTS,
  exports: PORTS.map(({ provide }) => provide),
})
export class FilesystemModule {}
