import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { SourceScanner, type SourceSize } from '../../../../modules/archives/index.js';
import { LowPriority } from './low-priority.js';
import { SystemTools } from './system-tools.js';
import { WriterProcess } from './writer-process.js';

const LONGEST_SCAN_MS = 10_000;
/** Type, device and inode, number of names, blocks on disk, size. */
const LINE = '%y %D:%i %n %b %s\\n';
const BLOCK = 512;

/** Counts with find, which reads names, sizes and blocks only. */
@Injectable()
export class FindSourceScanner extends SourceScanner {
  private readonly priority: LowPriority;

  constructor(
    config: AppConfig,
    private readonly tools: SystemTools,
  ) {
    super();
    this.priority = new LowPriority(config, tools);
  }

  override async measure(stackPath: string, signal: AbortSignal): Promise<SourceSize | null> {
    try {
      return await this.scan(stackPath, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_SCAN_MS)]));
    } catch {
      return null;
    }
  }

  /** find reports to the messages pipe, like every program we listen to. */
  private async scan(stackPath: string, signal: AbortSignal): Promise<SourceSize | null> {
    const count = new SpaceCount();
    const find = ['find', stackPath, '-fprintf', '/dev/stderr', LINE];
    const command = await this.priority.wrap(find);
    signal.throwIfAborted();
    const scan = await WriterProcess.start(
      { command, stdin: 'ignore', stdout: 'ignore', onLine: count.onLine },
      this.tools,
    );
    const stop = (): void => void scan.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const { code } = await scan.ended;
    signal.removeEventListener('abort', stop);
    return code === 0 ? count.total : null;
  }
}

/** Holes take no space, and neither do further names of a file. */
class SpaceCount {
  private files = 0;
  private bytes = 0;
  /** Files with several names that were seen under one of them. */
  private readonly linked = new Set<string>();

  readonly onLine = (line: string): void => {
    const [type, file = '', names, blocks, size] = line.split(' ');
    if (type === 'd') return;
    this.files += 1;
    if (type !== 'f' || this.linked.has(file)) return;
    if (Number(names) > 1) this.linked.add(file);
    this.bytes += Math.min(Number(blocks) * BLOCK, Number(size));
  };

  get total(): SourceSize {
    return { files: this.files, bytes: this.bytes };
  }
}
