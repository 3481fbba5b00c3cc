import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { SourceScanner, type SourceSize } from '../../../../modules/archives/index.js';
import { LowPriority } from './low-priority.js';
import { SystemTools } from './system-tools.js';
import { WriterProcess } from './writer-process.js';

const LONGEST_SCAN_MS = 10_000;

/** Counts with find, which reads names and sizes only. */
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
    let files = 0;
    let bytes = 0;
    const onLine = (line: string): void => {
      const [type, size] = line.split(' ');
      if (type !== 'd') files += 1;
      if (type === 'f') bytes += Number(size);
    };
    const find = ['find', stackPath, '-fprintf', '/dev/stderr', '%y %s\\n'];
    const command = await this.priority.wrap(find);
    signal.throwIfAborted();
    const scan = await WriterProcess.start(
      { command, stdin: 'ignore', stdout: 'ignore', onLine },
      this.tools,
    );
    const stop = (): void => void scan.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const { code } = await scan.ended;
    signal.removeEventListener('abort', stop);
    return code === 0 ? { files, bytes } : null;
  }
}
