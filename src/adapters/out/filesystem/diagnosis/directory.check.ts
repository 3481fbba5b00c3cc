import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { messageOf } from '../../../../kernel/errors.js';
import { formatBytes } from '../../../../modules/archives/index.js';
import { DiagnosticCheck, type Finding, ok, problem, warning } from '../../../../modules/diagnosis/index.js';
import { nearestExisting } from './nearest-existing.js';

/** Less than this, or than this share of the disk, is soon nothing. */
const LITTLE_BYTES = 1024 ** 3;
const LITTLE_SHARE = 0.05;

export interface CheckedDirectory {
  /** For people, e.g. `Archive directory`. */
  readonly name: string;
  readonly path: string;
  /** The variable that says where it is. */
  readonly variable: string;
}

/** A directory that we write to: there or makeable, writable, with space left. */
export class DirectoryCheck extends DiagnosticCheck {
  readonly name: string;
  private readonly path: string;
  private readonly variable: string;

  constructor({ name, path, variable }: CheckedDirectory) {
    super();
    this.name = name;
    this.path = path;
    this.variable = variable;
  }

  async run(): Promise<Finding> {
    const elsewhere = `or set ${this.variable} to another directory.`;
    try {
      const existing = await nearestExisting(this.path);
      if (!(await stat(existing)).isDirectory()) {
        return problem(`${existing} is not a directory`, `Move it out of the way, ${elsewhere}`);
      }
      await access(existing, constants.W_OK | constants.X_OK);
      return await this.judgeSpace(existing);
    } catch (error) {
      const reason = `${this.path} cannot be written to (${messageOf(error)})`;
      return problem(reason, `Make it writable for user id ${String(process.getuid?.())}, ${elsewhere}`);
    }
  }

  private async judgeSpace(existing: string): Promise<Finding> {
    const { bavail, blocks, bsize } = await statfs(existing);
    const free = bavail * bsize;
    const note = existing === this.path ? '' : ' (will be made)';
    const detail = `${this.path}${note}, ${formatBytes(free)} of ${formatBytes(blocks * bsize)} free`;
    if (free >= Math.min(LITTLE_BYTES, blocks * bsize) && bavail >= blocks * LITTLE_SHARE) return ok(detail);
    return warning(detail, `Free some space, delete old backups, or set ${this.variable} to a larger disk.`);
  }
}
