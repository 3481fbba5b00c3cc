import { Module } from '@nestjs/common';
import { StacksModule } from '../stacks/index.js';
import { BackUpStack } from './application/back-up-stack.js';
import { CheckSpace } from './application/check-space.js';
import { CreateArchive } from './application/create-archive.use-case.js';
import { DecideStop } from './application/decide-stop.js';
import { DeleteArchive } from './application/delete-archive.use-case.js';
import { EditArchive } from './application/edit-archive.use-case.js';
import { EstimateBackup } from './application/estimate-backup.js';
import { FindArchives } from './application/find-archives.use-case.js';
import { FindImageDigests } from './application/find-image-digests.js';
import { PrepareBackup } from './application/prepare-backup.js';
import { PullImages } from './application/pull-images.js';

const useCases = [
  BackUpStack,
  CreateArchive,
  DecideStop,
  DeleteArchive,
  EditArchive,
  EstimateBackup,
  FindArchives,
];

@Module({
  imports: [StacksModule],
  providers: [...useCases, CheckSpace, FindImageDigests, PrepareBackup, PullImages],
  exports: useCases,
})
export class ArchivesModule {}
