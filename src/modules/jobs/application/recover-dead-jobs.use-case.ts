import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { SuspensionJournal } from '../../stacks/index.js';
import { concludeJob } from '../domain/job-conclusion.js';
import type { Job } from '../domain/job.js';
import { JobRepository } from '../ports/job-repository.port.js';
import { JobSignals } from '../ports/job-signals.port.js';
import { WorkerIdentity } from '../ports/worker-identity.port.js';
import { ActiveJobs } from './active-jobs.js';
import { Heartbeat } from './heartbeat.js';
import type { JobLogWriter } from './job-log-writer.js';
import { JobsInScope } from './jobs-in-scope.js';
import { MetricsBoard } from './metrics-board.js';
import { OpenJobLog } from './open-job-log.js';
import { PutBackStack } from './put-back-stack.js';
import { SettleUnfinishedBackups } from './settle-unfinished-backups.js';

const DIED = {
  code: 'WORKER_DIED',
  message:
    'The process that ran this job died, or lost its database, before the job ended. Its stacks were put back and unfinished backups removed; start the job again.',
};

/** Completes jobs whose process died: stacks put back, disk and catalogue made to agree, the job marked failed. */
@Injectable()
export class RecoverDeadJobs {
  constructor(
    private readonly jobs: JobRepository,
    private readonly journal: SuspensionJournal,
    private readonly putBack: PutBackStack,
    private readonly settleBackups: SettleUnfinishedBackups,
    private readonly openLog: OpenJobLog,
    private readonly active: ActiveJobs,
    private readonly scope: JobsInScope,
    private readonly heartbeat: Heartbeat,
    private readonly signals: JobSignals,
    private readonly worker: WorkerIdentity,
    private readonly serviceLog: ServiceLog,
    private readonly clock: Clock,
  ) {}

  /** Safe to call at any time, in any number of instances. One job that cannot be recovered does not stop the others. */
  async execute(hurry: AbortSignal): Promise<void> {
    const dead = await this.jobs.findDead(this.worker.id, this.clock.now());
    const ours = dead.filter((job) => !this.active.has(job.id) && this.scope.mayTidyUp(job));
    await Promise.all(ours.map((job) => this.attempt(job, hurry)));
  }

  private async attempt(job: Job, hurry: AbortSignal): Promise<void> {
    try {
      await this.active.during(job.id, () => this.takeOver(job, hurry));
    } catch (error) {
      this.serviceLog.write('ERROR', `Job ${job.id} could not be tidied up yet: ${messageOf(error)}`);
    }
  }

  private async takeOver(job: Job, hurry: AbortSignal): Promise<void> {
    const claim = { workerId: this.worker.id, at: this.clock.now(), leaseUntil: this.heartbeat.leaseEnd() };
    if (!(await this.jobs.takeOver(job, claim))) return;
    const lost = new AbortController();
    const stopBeating = this.heartbeat.start(job.id, lost);
    try {
      await this.recover(job, hurry);
    } finally {
      await stopBeating();
    }
  }

  private async recover(job: Job, hurry: AbortSignal): Promise<void> {
    const log = await this.openLog.execute(job);
    const text = `Job ${job.id} (${job.plan.archiveName}) was running when its process died; tidying up`;
    log.write('WARNING', text);
    this.serviceLog.write('WARNING', text);
    const board = new MetricsBoard(job.id, this.jobs, this.signals, await this.jobs.findMetrics(job.id));
    for (const suspension of await this.journal.findOpen()) {
      if (suspension.jobId !== job.id || suspension.startedAt !== null) continue;
      await this.putBack.execute(suspension, board, log, { hurry, stopsUnconfirmed: true });
    }
    await this.settleBackups.execute(job, board, log);
    await this.finish(job, board, log, hurry);
  }

  private async finish(job: Job, board: MetricsBoard, log: JobLogWriter, hurry: AbortSignal): Promise<void> {
    const conclusion = concludeJob(board.all(), DIED, null);
    log.write(
      'ERROR',
      `Job ${job.id} (${job.plan.archiveName}): failed. ${conclusion.error?.message ?? DIED.message}`,
    );
    await log.flush(hurry);
    await board.saveAll();
    const outcome = { ...conclusion, finishedAt: this.clock.now() };
    if (await this.jobs.finish(job.id, this.worker.id, outcome)) await this.jobs.releaseStacks(job.id);
    await this.signals.send({ jobId: job.id, change: 'status' });
  }
}
