import type { Job } from '../../../../modules/jobs/index.js';
import type { CommandContext } from '../command-context.js';
import { EXIT, type ExitCode, exitCodeOfJob } from '../exit-codes.js';
import { type JobView, PlainJobView, TerminalJobView } from '../job-view.js';
import { jobReport } from '../job-report.js';
import type { UseCases } from '../use-cases.js';
import { watchJob } from '../watch-job.js';
import { jobWithMetricsOnWire, jsonDocument } from '../wire.js';
import { findArchive } from './find-archive.js';
import { stackReference } from './arguments.js';
import type { BackupOptions } from './backup.command.js';

/** Starts the job, shows it until it has ended, and reports. */
export async function runBackup(
  useCases: UseCases,
  { output, interrupted }: CommandContext,
  stacks: readonly string[],
  options: BackupOptions,
): Promise<ExitCode> {
  if (interrupted.aborted) return EXIT.cancelled.code;
  const { id } = await startJob(useCases, stacks, options);
  await watchJob(useCases, id, viewFor(useCases, output, options), interrupted);
  const job = await useCases.findJobs.byId(id);
  const metrics = await useCases.findJobs.metricsOf(id);
  output.out(options.json ? jsonDocument(jobWithMetricsOnWire(job, metrics)) : jobReport(job, metrics));
  return exitCodeOfJob(job.status);
}

async function startJob(
  useCases: UseCases,
  stacks: readonly string[],
  { archive, format, level, stop, data, dryRun }: BackupOptions,
): Promise<Job> {
  const how = { dryRun, triggeredBy: 'cli' } as const;
  if (archive !== undefined) {
    const { id } = await findArchive(useCases.findArchives, archive);
    return useCases.startArchiveJob.execute({ archiveId: id, ...how });
  }
  return useCases.startAdHocJob.execute({
    stacks: await Promise.all(stacks.map(stackReference)),
    stopContainers: stop,
    includeData: data,
    outputFormat: format,
    compressionLevel: level ?? null,
    ...how,
  });
}

function viewFor(
  { clock, config: { timeZone } }: UseCases,
  { out, err, terminal }: CommandContext['output'],
  { json, verbose }: BackupOptions,
): JobView {
  if (json) return new PlainJobView(err, { timeZone, from: 'WARNING' });
  if (terminal === null) return new PlainJobView(out, { timeZone, from: 'DEBUG' });
  return new TerminalJobView(terminal, { timeZone, from: verbose ? 'DEBUG' : 'WARNING' }, () => clock.now());
}
