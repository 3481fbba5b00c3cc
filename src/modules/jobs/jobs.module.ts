import { Module } from '@nestjs/common';
import { ArchivesModule } from '../archives/index.js';
import { StacksModule } from '../stacks/index.js';
import { ActiveJobs } from './application/active-jobs.js';
import { BackUpOneStack } from './application/back-up-one-stack.js';
import { CancelJob } from './application/cancel-job.use-case.js';
import { ClaimStack } from './application/claim-stack.js';
import { FindJobs } from './application/find-jobs.use-case.js';
import { FollowJob } from './application/follow-job.use-case.js';
import { Heartbeat } from './application/heartbeat.js';
import { InitialiseArchiveJob } from './application/initialise-archive-job.js';
import { JobsInScope } from './application/jobs-in-scope.js';
import { JobWorker } from './application/job-worker.js';
import { OpenJobLog } from './application/open-job-log.js';
import { PutBackStack } from './application/put-back-stack.js';
import { RecoverDeadJobs } from './application/recover-dead-jobs.use-case.js';
import { RehearseStack } from './application/rehearse-stack.js';
import { RetryLeftDownStacks } from './application/retry-left-down-stacks.use-case.js';
import { RunArchiveJob } from './application/run-archive-job.js';
import { RunJob } from './application/run-job.use-case.js';
import { SettleUnfinishedBackups } from './application/settle-unfinished-backups.js';
import { StartAdHocJob } from './application/start-ad-hoc-job.use-case.js';
import { StartArchiveJob } from './application/start-archive-job.use-case.js';
import { TailJobLog } from './application/tail-job-log.use-case.js';

const useCases = [CancelJob, FindJobs, FollowJob, JobWorker, StartAdHocJob, StartArchiveJob, TailJobLog];

const steps = [
  ActiveJobs,
  BackUpOneStack,
  ClaimStack,
  Heartbeat,
  InitialiseArchiveJob,
  JobsInScope,
  OpenJobLog,
  PutBackStack,
  RecoverDeadJobs,
  RehearseStack,
  RetryLeftDownStacks,
  RunArchiveJob,
  RunJob,
  SettleUnfinishedBackups,
];

@Module({ imports: [ArchivesModule, StacksModule], providers: [...useCases, ...steps], exports: useCases })
export class JobsModule {}
