import { Module } from '@nestjs/common';
import { ArchivesModule } from '../../../modules/archives/index.js';
import { JobsModule } from '../../../modules/jobs/index.js';
import { StacksModule } from '../../../modules/stacks/index.js';
import { ArchiveRunsController } from './api/archive-runs.controller.js';
import { ArchivesController } from './api/archives.controller.js';
import { JobLogController } from './api/job-log.controller.js';
import { JobsController } from './api/jobs.controller.js';
import { StacksController } from './api/stacks.controller.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { EventStreamOptions } from './sse/event-stream-options.js';
import { JobEventsController } from './sse/job-events.controller.js';
import { OpenResponses } from './sse/open-responses.js';

@Module({
  imports: [StacksModule, ArchivesModule, JobsModule],
  controllers: [
    StacksController,
    ArchivesController,
    ArchiveRunsController,
    JobsController,
    JobLogController,
    JobEventsController,
    HealthController,
  ],
  providers: [EventStreamOptions, OpenResponses, Readiness],
})
export class HttpModule {}
