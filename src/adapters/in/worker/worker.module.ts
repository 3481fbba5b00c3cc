import { Module } from '@nestjs/common';
import { JobsModule } from '../../../modules/jobs/index.js';
import { JobWorkerLifecycle } from './job-worker.lifecycle.js';

@Module({ imports: [JobsModule], providers: [JobWorkerLifecycle] })
export class WorkerModule {}
