import type { FileHandle } from 'node:fs/promises';
import { settle } from '../../../../kernel/settle.js';
import { WriterFailed, type CaptureRequest, type SealedBackup } from '../../../../modules/archives/index.js';
import { createPrivateFile } from '../private-file.js';
import { BackupFiles } from './backup-files.js';
import { bounded } from './bounded.js';
import { attend, reportOn, type Capture, type Unsealed, type WriterContext } from './capture-job.js';
import type { Packing } from './compressors.js';
import { EarlyWriteback } from './early-writeback.js';
import { FollowingDigest } from './following-digest.js';
import { NodePacker } from './node-packer.js';
import { selectForFile } from './source-selection.js';
import { createCommand } from './tar-command.js';
import type { TarReport } from './tar-report.js';
import { isOutOfSpace, saysOutOfSpace, diskFull } from './writing-errors.js';
import { WriterProcess } from './writer-process.js';
import { judgeReader } from './writer-verdict.js';

/** What tar says when a write stopped half way; it does not say why. */
const CUT_SHORT = /Wrote only \d+ of \d+ bytes/;
const RECORD = 64 * 1024;

/**
 * Writes a stack into one file. tar, or its compressor, holds the file itself as standard output: no byte passes
 * through this process, which reads behind them to take the checksum.
 */
export class FileCapture implements Capture {
  private readonly path: string;
  private file: FileHandle | null = null;
  private packer: NodePacker | null = null;

  constructor(
    private readonly request: CaptureRequest,
    private readonly packing: Packing,
    private readonly context: WriterContext,
  ) {
    this.path = new BackupFiles(request.target).partialData;
  }

  /** Makes the temporary file. Never takes one that is there. */
  async create(): Promise<void> {
    this.file = await createPrivateFile(this.path);
  }

  async run(): Promise<Unsealed> {
    const { file } = this;
    if (file === null) throw new Error('The temporary file was not made.');
    const digest = new FollowingDigest(file);
    const writeback = new EarlyWriteback(file);
    try {
      const report = await this.write(file, digest, writeback);
      return new UnsealedFile(this.request, this.packing, { report, file, digest, writeback });
    } catch (error) {
      await bounded(settle(() => this.letGo(file, digest)));
      throw error;
    }
  }

  private async write(
    file: FileHandle,
    digest: FollowingDigest,
    writeback: EarlyWriteback,
  ): Promise<TarReport> {
    const { request, context, packing } = this;
    const selection = await selectForFile(request, context.archives);
    const report = reportOn(request, selection);
    const compressor = packing.by === 'program' ? await context.priority.bind(packing.command) : null;
    const command = await context.priority.wrap(createCommand(selection, compressor));
    this.packer = packing.by === 'node' ? new NodePacker(packing.create(), file) : null;
    const stdout = this.packer?.take ?? file.fd;
    const writer = await WriterProcess.start(
      { command, stdin: 'ignore', stdout, onLine: report.onLine },
      context.tools,
    );
    await attend(request, report, [writer], () => {
      // A disk that is busy writing reads more slowly, and a stack that is down waits for the reading.
      if (!request.stackIsDown) writeback.advance(digest.bytes);
      return digest.bytes;
    });
    request.signal.throwIfAborted();
    await this.packer?.finish(request.signal);
    await this.judge(await writer.ended, report, file);
    return report;
  }

  /** Closes the file once nobody here writes to it: another one may get its descriptor at once. */
  private async letGo(file: FileHandle, digest: FollowingDigest): Promise<void> {
    await digest.stop();
    await this.packer?.ended;
    await file.close();
  }

  private async judge(
    exit: Awaited<WriterProcess['ended']>,
    report: TarReport,
    file: FileHandle,
  ): Promise<void> {
    const unfinished = exit.code !== 0 && (await ranOutOfSpace(report.lastWords, file));
    if (unfinished) throw await diskFull(this.request.target.path);
    await judgeReader(this.request.stackPath, exit, report);
  }
}

async function release(file: FileHandle, digest: FollowingDigest): Promise<void> {
  await digest.stop();
  await file.close();
}

async function ranOutOfSpace(words: string, file: FileHandle): Promise<boolean> {
  if (saysOutOfSpace(words)) return true;
  if (!CUT_SHORT.test(words)) return false;
  const { size } = await file.stat();
  return file.write(Buffer.alloc(RECORD), 0, RECORD, size).then(
    ({ bytesWritten }) => bytesWritten < RECORD,
    (error: unknown) => isOutOfSpace(error),
  );
}

/** What tar has written, and what has followed it on the way. */
interface WrittenFile {
  readonly report: TarReport;
  readonly file: FileHandle;
  readonly digest: FollowingDigest;
  readonly writeback: EarlyWriteback;
}

class UnsealedFile implements Unsealed {
  readonly report: TarReport;
  /** Read to its end in any case, also while the stack starts again. */
  private readonly sha256: Promise<PromiseSettledResult<string>>;

  constructor(
    private readonly request: CaptureRequest,
    private readonly packing: Packing,
    private readonly written: WrittenFile,
  ) {
    this.report = written.report;
    this.sha256 = settle(() => written.digest.finish());
  }

  /** The file was open since before the first byte, so that no write error of the kernel escapes these syncs. */
  async seal(): Promise<SealedBackup> {
    const { file, digest, writeback } = this.written;
    await writeback.finish();
    await file.sync();
    const sha256 = await this.sha256;
    if (sha256.status === 'rejected') throw sha256.reason;
    const { size } = await file.stat();
    this.compare('was hashed', digest.bytes, size);
    if (this.packing.by === 'nobody') this.compare('tar says it wrote', this.report.totalBytes ?? 0, size);
    await file.close();
    return { bytes: size, sha256: sha256.value };
  }

  async close(): Promise<void> {
    await release(this.written.file, this.written.digest);
  }

  private compare(what: string, bytes: number, size: number): void {
    if (bytes === size) return;
    throw new WriterFailed(this.request.stackPath, `the file holds ${size} bytes, but ${bytes} ${what}`);
  }
}
