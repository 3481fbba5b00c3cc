import { lstat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { WriterFailed, type CaptureRequest, type SealedBackup } from '../../../../modules/archives/index.js';
import type { ArchiveDirectory } from './archive-directory.js';
import type { LowPriority } from './low-priority.js';
import { ReadGauge } from './read-gauge.js';
import type { SourceSelection } from './source-selection.js';
import type { SystemTools } from './system-tools.js';
import { TarReport, type SizeNow } from './tar-report.js';
import { UnkillableWriter, type WriterExit, type WriterProcess } from './writer-process.js';

/** What writers of every format need. */
export interface WriterContext {
  readonly archives: ArchiveDirectory;
  readonly tools: SystemTools;
  readonly priority: LowPriority;
}

/** A hidden temporary file or folder, complete but not yet proven to be on stable storage. */
export interface Unsealed {
  readonly report: TarReport;
  seal(): Promise<SealedBackup>;
  /** Lets go of it without removing it. */
  close(): Promise<void>;
}

/** The writing of one hidden temporary file or folder. */
export interface Capture {
  create(): Promise<void>;
  /** When it rejects, its writers have ended, unless nothing ends them; what they wrote stays where it is. */
  run(): Promise<Unsealed>;
}

const PROGRESS_EVERY_MS = 250;

/** What tar says while it reads `selection`. */
export function reportOn(request: CaptureRequest, { directory, excluded }: SourceSelection): TarReport {
  const report = new TarReport(request.live ? null : sizeBelow(directory));
  excluded.forEach((path) => report.warnings.add(`${path} is left out: backups are written there`));
  return report;
}

const sizeBelow =
  (directory: string): SizeNow =>
  async (name) => {
    const path = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name, 'latin1')]);
    return lstat(path).then(
      ({ size }) => size,
      () => null,
    );
  };

/**
 * Waits for `writers`, the first of which reads the stack and makes the report, while it tells of the progress, and
 * ends them when the request is aborted.
 * @throws WriterFailed when one cannot be ended: a stack that is down must not wait for it
 */
export async function attend(
  request: CaptureRequest,
  report: TarReport,
  writers: readonly [WriterProcess, ...WriterProcess[]],
  bytesWritten: () => number,
): Promise<void> {
  const stop = (): void => writers.forEach((writer) => void writer.stop());
  const gauge = new ReadGauge();
  const tell = (): void => {
    const bytesRead = gauge.bytesRead(report, writers[0].bytesConsumed());
    request.onProgress({ files: report.files, bytesRead, bytesWritten: bytesWritten() });
  };
  const quiet = new AbortController();
  const ended = Promise.all(writers.map((writer) => writer.ended)).finally(() => quiet.abort());
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    if (request.signal.aborted) stop();
    while (!quiet.signal.aborted) {
      tell();
      await delay(PROGRESS_EVERY_MS, undefined, { signal: quiet.signal }).catch(() => undefined);
    }
    tell();
  } catch (error) {
    stop();
    throw error;
  } finally {
    await ended;
    request.signal.removeEventListener('abort', stop);
  }
  refuseUnkillable(request.stackPath, await ended);
}

function refuseUnkillable(stackPath: string, exits: readonly WriterExit[]): void {
  if (!exits.some(({ error }) => error instanceof UnkillableWriter)) return;
  throw new WriterFailed(
    stackPath,
    'tar did not end even when killed; the storage that it reads or writes may not answer',
  );
}
