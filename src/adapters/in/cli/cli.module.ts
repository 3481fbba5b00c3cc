import { Module } from '@nestjs/common';
import { ArchivesModule } from '../../../modules/archives/index.js';
import { JobsModule } from '../../../modules/jobs/index.js';
import { StacksModule } from '../../../modules/stacks/index.js';
import { UseCases } from './use-cases.js';

@Module({ imports: [StacksModule, ArchivesModule, JobsModule], providers: [UseCases] })
export class CliModule {}
