import { basename } from 'node:path';
import { formatBytes } from '../../../modules/archives/index.js';
import type { Job, JobProgress } from '../../../modules/jobs/index.js';
import { clockTime } from './durations.js';
import { fit, printable } from './printable.js';

const BAR_CELLS = 20;
const PHASES: Readonly<Record<JobProgress['phase'], string>> = {
  initialise: 'preparing',
  stacks: 'backing up',
  finalise: 'finishing',
};

/** What a job does now, in one line of at most so many columns: what matters most comes first. */
export function progressLine(
  { status, progress }: Pick<Job, 'status' | 'progress'>,
  now: Date,
  columns: number,
): string {
  if (status === 'queued') return fit('waiting for its turn', columns);
  if (progress === null) return fit('starting', columns);
  const parts = [doing(progress), down(progress, now), share(progress), amount(progress), ...speed(progress)];
  return fit(parts.filter((part) => part !== null).join('  '), columns);
}

function doing({ phase, stackPath, stacksDone, stacksTotal }: JobProgress): string {
  if (stackPath === null) return PHASES[phase];
  return `[${stacksDone + 1}/${stacksTotal}] ${printable(basename(stackPath))}`;
}

function down({ downSince }: JobProgress, now: Date): string | null {
  return downSince && `down ${clockTime((now.getTime() - downSince.getTime()) / 1000)}`;
}

function share({ bytesRead, bytesExpected }: JobProgress): string | null {
  if (!bytesExpected) return null;
  const part = Math.min(1, bytesRead / bytesExpected);
  const cells = Math.floor(part * BAR_CELLS);
  const percent = String(Math.floor(part * 100)).padStart(3);
  return `[${'#'.repeat(cells)}${'-'.repeat(BAR_CELLS - cells)}] ${percent}%`;
}

const amount = ({ bytesRead }: JobProgress): string | null => (bytesRead > 0 ? formatBytes(bytesRead) : null);

const speed = ({ bytesPerSecond, secondsLeft }: JobProgress): readonly (string | null)[] =>
  [
    bytesPerSecond && `${formatBytes(bytesPerSecond)}/s`,
    secondsLeft === null ? null : `${clockTime(secondsLeft)} left`,
  ].map((part) => part || null);
