import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../../../../../kernel/errors.js';
import { DiagnosticCheck, type Finding, ok, problem } from '../../../../../modules/diagnosis/index.js';
import type { SystemTools } from '../system-tools.js';

const LONGEST_RUN_MS = 8_000;
const INSTALL = 'Install GNU tar with extended attributes and access control lists (package "tar").';
/** Packs nothing, and complains about what it was built without. */
const PROBE = ['--create', '--file=/dev/null', '--xattrs', '--acls', '--files-from=/dev/null'];

/** GNU tar writes every backup. */
export class TarCheck extends DiagnosticCheck {
  readonly name = 'GNU tar';

  constructor(private readonly tools: Pick<SystemTools, 'environment'>) {
    super();
  }

  async run(): Promise<Finding> {
    const version = await this.ask(['--version']);
    if (!version.said.includes('GNU tar')) {
      return problem(version.failed ? version.said : 'the program tar is not GNU tar', INSTALL);
    }
    const probe = await this.ask(PROBE);
    if (probe.failed || probe.said !== '')
      return problem(`it does not keep everything: ${probe.said}`, INSTALL);
    return ok(
      `${/\d[\d.]*/.exec(version.said)?.[0] ?? '?'}, with extended attributes and access control lists`,
    );
  }

  private async ask(args: readonly string[]): Promise<{ readonly failed: boolean; readonly said: string }> {
    const options = { env: this.tools.environment, timeout: LONGEST_RUN_MS };
    try {
      const { stdout, stderr } = await promisify(execFile)('tar', [...args], options);
      return { failed: false, said: `${stdout}${stderr}`.trim() };
    } catch (error) {
      return { failed: true, said: messageOf(error) };
    }
  }
}
