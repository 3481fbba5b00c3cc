import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { messageOf } from '../../../kernel/errors.js';
import { patiently } from '../../../kernel/patiently.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { BackupNotCatalogued } from '../../archives/index.js';
import { concludeJob, type JobConclusion } from '../domain/job-conclusion.js';
import { JobInterrupted } from '../domain/job.errors.js';
import type { Job, JobFailure } from '../domain/job.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';
import { WorkerIdentity } from '../ports/worker-identity.port.js';
import { ActiveJobs } from './active-jobs.js';
import { Heartbeat } from './heartbeat.js';
import type { JobRun } from './job-run.js';
import { MetricsBoard } from './metrics-board.js';
import { OpenJobLog } from './open-job-log.js';
import { ProgressMeter } from './progress-meter.js';
import { RunArchiveJob } from './run-archive-job.js';

const FINISH_PATIENCE_MS = 600_000;
const FINISH_RETRY_MS = 1_000;

/** Claims a queued job, runs it and records how it ended. */
@Injectable()
export class RunJob {
  constructor(
    private readonly jobs: JobRepository,
    private readonly signals: JobSignals,
    private readonly openLog: OpenJobLog,
    private readonly heartbeat: Heartbeat,
    private readonly runArchiveJob: RunArchiveJob,
    private readonly active: ActiveJobs,
    private readonly worker: WorkerIdentity,
    private readonly serviceLog: ServiceLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Does nothing when somebody else has the job. A job whose end cannot be recorded stays `running` in the database
   * and is completed by recovery. @param shutdown aborted, with the reason, when the service stops
   */
  async execute(jobId: number, shutdown: AbortSignal): Promise<void> {
    if (shutdown.aborted) return;
    const claim = { workerId: this.worker.id, at: this.clock.now(), leaseUntil: this.heartbeat.leaseEnd() };
    await this.active.during(jobId, async () => {
      const job = await this.jobs.claim(jobId, claim);
      if (job) await this.run(job, shutdown);
    });
  }

  private async run(job: Job, shutdown: AbortSignal): Promise<void> {
    const interrupted = new AbortController();
    const stopBeating = this.heartbeat.start(job.id, interrupted);
    try {
      const signal = AbortSignal.any([interrupted.signal, shutdown]);
      const log = await this.openLog.execute(job);
      const metrics = new MetricsBoard(job.id, this.jobs, this.signals);
      const progress = new ProgressMeter(job.id, this.jobs, this.signals, this.clock);
      const run: JobRun = { job, log, metrics, progress, signal, hurry: shutdown };
      await this.signals.send({ jobId: job.id, change: 'status' });
      const errors = await this.runArchiveJob.execute(run);
      if (!errors.some((error) => error instanceof BackupNotCatalogued)) await this.conclude(run, errors);
    } finally {
      await stopBeating();
    }
  }

  private async conclude(run: JobRun, errors: readonly unknown[]): Promise<void> {
    if (lost(run))
      return this.serviceLog.write('WARNING', `Job ${run.job.id}: ${messageOf(run.signal.reason)}`);
    const failure = errors.length > 0 ? failureOf(errors) : null;
    const interruption = run.signal.aborted ? failureOf([run.signal.reason]) : null;
    const conclusion = concludeJob(run.metrics.all(), failure, interruption);
    this.announceEnd(run, conclusion);
    await run.progress.settled();
    await run.log.flush(run.hurry);
    const patience = {
      clock: this.clock,
      forMs: FINISH_PATIENCE_MS,
      everyMs: FINISH_RETRY_MS,
      hurry: run.hurry,
    };
    await patiently(() => this.record(run, conclusion), patience);
    await this.signals.send({ jobId: run.job.id, change: 'status' });
  }

  private async record({ job, metrics }: JobRun, conclusion: JobConclusion): Promise<void> {
    await metrics.saveAll();
    const outcome = { ...conclusion, finishedAt: this.clock.now() };
    if (await this.jobs.finish(job.id, this.worker.id, outcome)) await this.jobs.releaseStacks(job.id);
  }

  private announceEnd({ job, log }: JobRun, { status, error }: JobConclusion): void {
    const level = status === 'success' ? 'SUCCESS' : status === 'failed' ? 'ERROR' : 'WARNING';
    const text = `Job ${job.id} (${job.plan.archiveName}): ${status}${error ? `. ${error.message}` : ''}`;
    log.write(level, text);
    this.serviceLog.write(level, text);
  }
}

/** Another instance completes it; whatever we recorded now would be in its way. */
const lost = ({ signal }: JobRun): boolean =>
  signal.aborted && signal.reason instanceof JobInterrupted && signal.reason.code === 'JOB_LOST';

function failureOf(errors: readonly unknown[]): JobFailure {
  const [first] = errors;
  return {
    code: first instanceof DomainError ? first.code : 'INTERNAL_ERROR',
    message: errors.map(messageOf).join(' '),
  };
}
