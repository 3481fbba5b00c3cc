import { Injectable } from '@nestjs/common';
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
import { pendingMetric, type StackMetric } from '../domain/stack-metric.js';
import type { JobRun, PlannedStack } from './job-run.js';

/** A dry run of one stack: says what would happen and changes nothing. */
@Injectable()
export class RehearseStack {
  constructor(
    private readonly decideStop: DecideStop,
    private readonly estimate: EstimateBackup,
    private readonly store: BackupStore,
    private readonly clock: Clock,
  ) {}

  async execute(run: JobRun, planned: PlannedStack): Promise<void> {
    const { name, path } = planned.stack;
    run.progress.startStack(path);
    const outcome = await settle(() => this.rehearse(run, planned));
    const metric = pendingMetric(name, path);
    if (outcome.status === 'rejected') run.log.write('ERROR', messageOf(outcome.reason), name);
    await run.metrics.record(
      outcome.status === 'fulfilled'
        ? { ...metric, ...outcome.value, status: 'success' }
        : { ...metric, status: 'failed', error: messageOf(outcome.reason) },
    );
    run.progress.endStack();
  }

  private async rehearse(run: JobRun, { stack, label }: PlannedStack): Promise<Partial<StackMetric>> {
    const { plan } = run.job;
    const log = run.log.forStack(stack.name);
    const decision = await this.decideStop.execute(stack, plan.stopContainers);
    for (const line of describeStop(decision)) log.write('INFO', line);
    for (const warning of decision.warnings) log.write('WARNING', warning);
    const format = plan.outputFormat;
    const request = { archiveName: plan.archiveName, stackLabel: label, format, at: this.clock.now() };
    const target = await this.store.chooseTarget(request);
    log.write('INFO', `Would write ${target.path}`);
    await this.describeSpace(run, stack.path, stack.name);
    return { wasRunning: decision.wasRunning, archivePath: target.path, warnings: decision.warnings };
  }

  private async describeSpace(
    { job, log, signal }: JobRun,
    stackPath: string,
    stackName: string,
  ): Promise<void> {
    const { outputFormat, includeData } = job.plan;
    const estimate = await this.estimate.execute({ stackPath, format: outputFormat, includeData, signal });
    const free = await this.store.freeBytes();
    if (estimate.bytesNeeded === null)
      return log.write('INFO', 'How much space it needs is not known yet', stackName);
    const source = estimate.source
      ? `${estimate.source.files} files, ${formatBytes(estimate.source.bytes)}`
      : 'the stack';
    const basis = estimate.basis === 'scan' ? 'at most' : 'like last time about';
    const text = `Would read ${source}; needs ${basis} ${formatBytes(estimate.bytesNeeded)}, ${formatBytes(free)} free`;
    log.write(estimate.bytesNeeded <= free ? 'INFO' : 'WARNING', text, stackName);
  }
}

function describeStop({ toStop, remarks, wasRunning }: StopDecision): readonly string[] {
  const names = toStop.map(({ name }) => name).join(', ');
  const stopping = toStop.length > 0 ? [`Would stop and start again: ${names}`] : [];
  const running =
    wasRunning === false ? ['Nothing of the stack runs: nothing would be stopped or started'] : [];
  return [...remarks, ...stopping, ...running];
}
