import { formatBytes } from '../../../modules/archives/index.js';
import type { Job, StackMetric } from '../../../modules/jobs/index.js';
import { clockTime, localTime, secondsBetween } from './durations.js';
import { printable } from './printable.js';
import { table } from './table.js';

const NOTHING = '-';
const MILLISECONDS = 1000;

/** What became of a job and of each stack in it. */
export function jobReport(job: Job, metrics: readonly StackMetric[]): string {
  const size = job.totalSizeBytes === null ? '' : `, ${formatBytes(job.totalSizeBytes)}`;
  const known = job.error === null || metrics.some(({ error }) => error === job.error?.message);
  const error = known ? '' : `${printable(job.error.message)}\n`;
  const rehearsal = job.dryRun ? ' (dry run: nothing was changed)' : '';
  return `${metrics.map(stackReport).join('')}${error}Job ${job.id}: ${job.status}${size}${rehearsal}\n`;
}

const MARKS: Readonly<Record<StackMetric['status'], string>> = {
  success: '✓',
  failed: '✗',
  skipped: '!',
  pending: '-',
  running: '-',
};

function stackReport(metric: StackMetric): string {
  const facts = [metric.status, ...sizeAndTime(metric), again(metric)].filter((fact) => fact !== null);
  const lines = [
    `${MARKS[metric.status]} ${metric.stackName}: ${facts.join(', ')}`,
    metric.status === 'success' ? metric.archivePath : metric.error,
    ...metric.warnings.map((warning) => `! ${warning}`),
  ].filter((line) => line !== null);
  return lines.map((line, index) => `${index === 0 ? '' : '  '}${printable(line)}\n`).join('');
}

const sizeAndTime = ({
  archiveSizeBytes,
  durationSeconds,
  downtimeMs,
}: StackMetric): readonly (string | null)[] => [
  archiveSizeBytes === null ? null : formatBytes(archiveSizeBytes),
  durationSeconds === null ? null : `in ${clockTime(durationSeconds)}`,
  downtimeMs === null ? null : `down ${(downtimeMs / MILLISECONDS).toFixed(1)} s`,
];

function again({ runningAgain }: StackMetric): string | null {
  if (runningAgain === null) return null;
  return runningAgain ? 'running again' : 'NOT RUNNING AS BEFORE';
}

/** The newest jobs, one a line. */
export function jobTable(jobs: readonly Job[], timeZone: string, now: Date): string {
  const head = ['ID', 'STATUS', 'ARCHIVE', 'QUEUED', 'TIME', 'SIZE', 'BY'];
  return table(
    head,
    jobs.map((job) => [
      String(job.id),
      job.dryRun ? `${job.status} (dry run)` : job.status,
      job.plan.archiveName,
      localTime(job.queuedAt, timeZone),
      timeOf(job, now),
      job.totalSizeBytes === null ? NOTHING : formatBytes(job.totalSizeBytes),
      job.triggeredBy,
    ]),
  );
}

function timeOf({ startedAt, finishedAt }: Job, now: Date): string {
  const seconds = secondsBetween(startedAt, finishedAt, now);
  return seconds === null ? NOTHING : clockTime(seconds);
}
