import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { settle } from '../../../kernel/settle.js';
import {
  BackupStore,
  DecideStop,
  EstimateBackup,
  formatBytes,
  type StopDecision,
} from '../../archives/index.js';
import { SettingsSource } from '../../settings/index.js';
import { pendingMetric, type StackMetric } from '../domain/stack-metric.js';
import type { JobRun, PlannedStack } from './job-run.js';

/** A dry run of one stack: says what would happen and changes nothing. */
@Injectable()
export class RehearseStack {
  constructor(
    private readonly decideStop: DecideStop,
    private readonly estimate: EstimateBackup,
    private readonly store: BackupStore,
    private readonly settings: SettingsSource,
    private readonly clock: Clock,
  ) {}

  async execute(run: JobRun, planned: PlannedStack): Promise<void> {
    const { name, path } = planned.stack;
    const log = run.log.forStack(planned.label);
    run.progress.startStack(path);
    const outcome = await settle(() => this.rehearse(run, planned, log));
    const metric = pendingMetric(name, path);
    if (outcome.status === 'rejected') log.write('ERROR', messageOf(outcome.reason));
    await run.metrics.record(
      outcome.status === 'fulfilled'
        ? { ...metric, ...outcome.value, status: 'success' }
        : { ...metric, status: 'failed', error: messageOf(outcome.reason) },
    );
    run.progress.endStack();
  }

  private async rehearse(
    run: JobRun,
    { stack, label }: PlannedStack,
    log: ActivityLog,
  ): Promise<Partial<StackMetric>> {
    const { plan } = run.job;
    const decision = await this.decideStop.execute(stack, plan.stopContainers);
    for (const line of describeStop(decision)) log.write('INFO', line);
    for (const warning of decision.warnings) log.write('WARNING', warning);
    await this.describePull(decision, log);
    const format = plan.outputFormat;
    const request = { archiveName: plan.archiveName, stackLabel: label, format, at: this.clock.now() };
    const target = await this.store.chooseTarget(request);
    log.write('INFO', `Would write ${target.path}`);
    await this.describeSpace(run, stack.path, log);
    return { wasRunning: decision.wasRunning, archivePath: target.path, warnings: decision.warnings };
  }

  private async describePull({ toStop }: StopDecision, log: ActivityLog): Promise<void> {
    const { imagePullPolicy } = await this.settings.current();
    if (imagePullPolicy === 'never' || toStop.length === 0) return;
    const services = [...new Set(toStop.map(({ service }) => service))].join(', ');
    log.write('INFO', `Would pull the images of ${services} before, and recreate what they change`);
  }

  private async describeSpace({ job, signal }: JobRun, stackPath: string, log: ActivityLog): Promise<void> {
    const { outputFormat, includeData } = job.plan;
    const estimate = await this.estimate.execute({ stackPath, format: outputFormat, includeData, signal });
    const free = await this.store.freeBytes();
    const { source, bytesNeeded } = estimate;
    if (bytesNeeded === null) return log.write('INFO', 'How much space it needs is not known yet');
    const reads = source ? `${source.files} files, ${formatBytes(source.bytes)}` : 'the stack';
    const basis = estimate.basis === 'scan' ? 'at most' : 'like last time about';
    const text = `Would read ${reads}; needs ${basis} ${formatBytes(bytesNeeded)}, ${formatBytes(free)} free`;
    log.write(bytesNeeded <= free ? 'INFO' : 'WARNING', text);
  }
}

function describeStop({ toStop, remarks, wasRunning }: StopDecision): readonly string[] {
  const names = toStop.map(({ name }) => name).join(', ');
  const stopping = toStop.length > 0 ? [`Would stop and start again: ${names}`] : [];
  const running =
    wasRunning === false ? ['Nothing of the stack runs: nothing would be stopped or started'] : [];
  return [...remarks, ...stopping, ...running];
}
