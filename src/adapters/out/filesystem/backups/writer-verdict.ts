import { SourceChanged, SourceUnreadable, WriterFailed } from '../../../../modules/archives/index.js';
import type { TarReport } from './tar-report.js';
import type { WriterExit } from './writer-process.js';

/** tar's "some files differ": everything is written, not everything held still. */
const SOME_DIFFER = 1;

/** @throws WriterFailed, SourceUnreadable, SourceChanged when what tar wrote is not a backup of the stack */
export async function judgeReader(stackPath: string, exit: WriterExit, report: TarReport): Promise<void> {
  await report.settled();
  if (exit.code === null) throw failure(stackPath, exit, report.lastWords);
  if (report.unreadable.size > 0) throw new SourceUnreadable(stackPath, report.unreadable.items);
  if (exit.code > SOME_DIFFER) throw failure(stackPath, exit, report.lastWords);
  if (report.changedSize.size > 0) throw new SourceChanged(stackPath, report.changedSize.items);
  if (exit.code > 0 && report.unknown.size > 0) throw failure(stackPath, exit, report.lastWords);
  if (report.totalBytes === null) throw new WriterFailed(stackPath, 'tar did not say that it has finished');
}

/** @throws WriterFailed */
export function judgeHelper(stackPath: string, exit: WriterExit, words: string): void {
  if (exit.error !== null || exit.signal !== null || exit.code !== 0) throw failure(stackPath, exit, words);
}

export const warningsOf = (report: TarReport): readonly string[] => [
  ...report.warnings.items,
  ...report.unknown.items,
];

function failure(stackPath: string, exit: WriterExit, words: string): WriterFailed {
  return new WriterFailed(stackPath, [endOf(exit), words].filter((text) => text !== '').join(': '));
}

function endOf({ code, signal, error }: WriterExit): string {
  if (error !== null) return `tar could not be run (${error.message})`;
  return signal === null ? `tar ended with status ${code}` : `tar was ended by ${signal}`;
}
