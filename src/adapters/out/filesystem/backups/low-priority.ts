import type { AppConfig } from '../../../../config/app-config.js';
import type { SystemTools } from './system-tools.js';

type Priority = Pick<AppConfig, 'writerNice' | 'writerIoPriority'>;

const IO_CLASS: Readonly<Record<AppConfig['writerIoPriority'], readonly string[]>> = {
  normal: [],
  low: ['ionice', '-c2', '-n7'],
  idle: ['ionice', '-c3'],
};

const END_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];

/**
 * Puts wrappers before a command that make it polite, and end it when the service dies. Each replaces itself by the
 * next, so that the process we start is the writer. What this system does not offer is left out.
 */
export class LowPriority {
  private usable: Promise<readonly string[]> | null = null;

  constructor(
    private readonly priority: Priority,
    private readonly tools: SystemTools,
  ) {}

  async wrap(command: readonly string[]): Promise<readonly string[]> {
    this.usable ??= this.probe();
    return [...(await this.usable), ...command];
  }

  /**
   * The same for a program that a writer starts. tar runs it by way of a shell, which must step aside: it would
   * outlive tar, and so would the program.
   */
  async bind(command: string): Promise<string> {
    const bound = await this.tools.works([...END_WITH_PARENT, 'true']);
    return ['exec', ...(bound ? END_WITH_PARENT : []), command].join(' ');
  }

  private async probe(): Promise<readonly string[]> {
    const usable: string[] = [];
    for (const wrapper of this.wrappers()) {
      if (wrapper.length > 0 && (await this.tools.works([...wrapper, 'true']))) usable.push(...wrapper);
    }
    return usable;
  }

  private wrappers(): readonly (readonly string[])[] {
    const nice = this.priority.writerNice > 0 ? ['nice', '-n', String(this.priority.writerNice)] : [];
    return [END_WITH_PARENT, nice, IO_CLASS[this.priority.writerIoPriority]];
  }
}
