import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const STANDARD_PLACES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/run/current-system/sw/bin',
];
const LONGEST_PROBE_MS = 10_000;

/**
 * The programs of this system. They see none of the service's own environment: it holds secrets, and variables
 * such as TAR_OPTIONS or ZSTD_CLEVEL would change what they write.
 */
export class SystemTools {
  readonly environment: Readonly<Record<string, string>>;

  constructor(private readonly places: readonly string[] = STANDARD_PLACES) {
    this.environment = { PATH: places.join(':'), LC_ALL: 'C', TZ: 'UTC0' };
  }

  async has(tool: string): Promise<boolean> {
    for (const place of this.places) {
      const found = await access(join(place, tool), constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return true;
    }
    return false;
  }

  /** The first of `tools` that is installed. */
  async firstOf(tools: readonly string[]): Promise<string | null> {
    for (const tool of tools) if (await this.has(tool)) return tool;
    return null;
  }

  async hasGnuTar(): Promise<boolean> {
    const version = await this.output('tar', ['--version']).catch(() => '');
    return version.includes('GNU tar');
  }

  /** Whether the command runs and succeeds. */
  async works([program = '', ...args]: readonly string[]): Promise<boolean> {
    return this.output(program, args, LONGEST_PROBE_MS).then(
      () => true,
      () => false,
    );
  }

  /** What the program prints. Rejects when it fails, with its own words. */
  async output(program: string, args: readonly string[], timeout = 0): Promise<string> {
    const { stdout } = await run(program, [...args], { env: this.environment, timeout });
    return stdout;
  }
}
