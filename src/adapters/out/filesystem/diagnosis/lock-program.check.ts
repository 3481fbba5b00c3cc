import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DiagnosticCheck, type Finding, ok, problem } from '../../../../modules/diagnosis/index.js';

const LONGEST_RUN_MS = 8_000;

/** The data directory is locked with `flock`. */
export class LockProgramCheck extends DiagnosticCheck {
  readonly name = 'File locks';

  async run(): Promise<Finding> {
    try {
      const { stdout } = await promisify(execFile)('flock', ['--version'], { timeout: LONGEST_RUN_MS });
      return ok(stdout.trim());
    } catch {
      return problem(
        'the program "flock" is missing, so nothing starts',
        'Install the package "util-linux".',
      );
    }
  }
}
