import { mkdir } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { settle } from '../../../../kernel/settle.js';
import { WriterFailed, type CaptureRequest, type SealedBackup } from '../../../../modules/archives/index.js';
import { BackupFiles } from './backup-files.js';
import { attend, reportOn, type Capture, type Unsealed, type WriterContext } from './capture-job.js';
import { selectForFolder } from './source-selection.js';
import { createCommand, extractCommand } from './tar-command.js';
import { TarReport } from './tar-report.js';
import { digestTree } from './tree-digest.js';
import { diskFull, saysOutOfSpace } from './writing-errors.js';
import { WriterProcess, type WriterExit, type WriterPlan } from './writer-process.js';
import { judgeHelper, judgeReader } from './writer-verdict.js';

const CUT_SHORT = /Wrote only \d+ of \d+ bytes/;

/** Copies a stack into a folder: one tar reads, another writes, so that all four formats keep the same things. */
export class FolderCapture implements Capture {
  private readonly path: string;
  private bytes = 0;

  constructor(
    private readonly request: CaptureRequest,
    private readonly context: WriterContext,
  ) {
    this.path = new BackupFiles(request.target).partialData;
  }

  /** Makes the temporary folder. Never takes one that is there. */
  async create(): Promise<void> {
    await mkdir(this.path, { mode: 0o700 });
  }

  async run(): Promise<Unsealed> {
    const { request } = this;
    const selection = await selectForFolder(request, this.context.archives);
    const reading = reportOn(request, selection);
    const writing = new TarReport(null);
    const writer = await this.start(extractCommand(this.path), {
      stdin: 'pipe',
      stdout: 'ignore',
      onLine: writing.onLine,
    });
    let passed: Promise<unknown> = Promise.resolve();
    const pass = (output: Readable): void => void (passed = settle(() => this.pass(output, writer)));
    const reader = await this.start(createCommand(selection, null), {
      stdin: 'ignore',
      stdout: pass,
      onLine: reading.onLine,
    }).catch(async (error: unknown) => {
      await writer.stop();
      throw error;
    });
    await attend(request, reading, [reader, writer], () => this.bytes);
    await passed;
    request.signal.throwIfAborted();
    await this.judge(await reader.ended, reading, await writer.ended, writing);
    return new UnsealedFolder(this.path, reading, this.context);
  }

  private async start(command: readonly string[], plan: Omit<WriterPlan, 'command'>): Promise<WriterProcess> {
    const { priority, tools } = this.context;
    return WriterProcess.start({ command: await priority.wrap(command), ...plan }, tools);
  }

  /** Through us, so that both end when the service does. A broken pipe is told by how the two ended. */
  private async pass(output: Readable, writer: WriterProcess): Promise<void> {
    if (writer.stdin === null) return;
    const count = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytes += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(output, count, writer.stdin);
  }

  /** A full disk ends the writing tar first, and the reading one of its broken pipe. */
  private async judge(
    readerExit: WriterExit,
    reading: TarReport,
    writerExit: WriterExit,
    writing: TarReport,
  ): Promise<void> {
    const { stackPath, target } = this.request;
    const words = wordsOf(writing);
    if (saysOutOfSpace(words) || CUT_SHORT.test(words)) throw await diskFull(target.path);
    const readerIsVictim =
      readerExit.signal === 'SIGPIPE' && (writerExit.code !== 0 || writerExit.error !== null);
    if (!readerIsVictim) await judgeReader(stackPath, readerExit, reading);
    judgeHelper(stackPath, writerExit, words);
    if (reading.totalBytes !== this.bytes) {
      throw new WriterFailed(stackPath, `tar wrote ${reading.totalBytes} bytes, ${this.bytes} arrived`);
    }
    wordsToWarnings(writing, reading);
  }
}

const wordsOf = (report: TarReport): string =>
  [...report.unreadable.items, ...report.unknown.items, report.lastWords].join('; ');

/** What the unpacking tar could live with, a person should still read. */
function wordsToWarnings(from: TarReport, to: TarReport): void {
  for (const text of [...from.warnings.items, ...from.unreadable.items, ...from.unknown.items]) {
    to.warnings.add(text);
  }
}

class UnsealedFolder implements Unsealed {
  constructor(
    private readonly path: string,
    readonly report: TarReport,
    private readonly context: WriterContext,
  ) {}

  async seal(): Promise<SealedBackup> {
    await this.context.tools.output('sync', ['-f', this.path]);
    return digestTree(this.path);
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
