export { CancelJob } from './application/cancel-job.use-case.js';
export { FindJobs, type JobPage } from './application/find-jobs.use-case.js';
export { FollowJob, type JobEvent } from './application/follow-job.use-case.js';
export { JobWorker } from './application/job-worker.js';
export { StartAdHocJob, type StartAdHocJobCommand } from './application/start-ad-hoc-job.use-case.js';
export { StartArchiveJob, type StartArchiveJobCommand } from './application/start-archive-job.use-case.js';
export { type LogTail, TAIL_LIMIT, TailJobLog } from './application/tail-job-log.use-case.js';
export { JobsModule } from './jobs.module.js';
export { WorkerIdentity } from './ports/worker-identity.port.js';
export { WorkerOptions } from './ports/worker-options.port.js';
export {
  isFinal,
  JOB_STATUSES,
  statusesBefore,
  IllegalJobTransition,
  type FinalStatus,
  type JobStatus,
} from './domain/job-status.js';
export {
  JOB_TYPES,
  type BackupPlan,
  type Job,
  type JobFailure,
  type JobProgress,
  type JobTrigger,
  type JobType,
} from './domain/job.js';
export * from './domain/job.errors.js';
export type { LogLine, NewLogLine } from './domain/log-line.js';
export { logLineText } from './domain/log-line-text.js';
export { pendingMetric, type StackMetric, type StackStatus } from './domain/stack-metric.js';
export { DatabaseProbe } from './ports/database-probe.port.js';
export { JobLogFile } from './ports/job-log-file.port.js';
export { JobLog, type LogPage } from './ports/job-log.port.js';
export { JobQueue, type JobHandler } from './ports/job-queue.port.js';
export {
  JobRepository,
  type Claim,
  type JobFilter,
  type JobOutcome,
  type NewJob,
} from './ports/job-repository.port.js';
export { JobSignals, type JobChange, type JobSignal } from './ports/job-signals.port.js';
