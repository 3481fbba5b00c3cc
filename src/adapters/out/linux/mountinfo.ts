import { readFile } from 'node:fs/promises';

/** One line of a mountinfo file, see proc(5). */
export interface MountInfo {
  readonly id: string;
  /** Id of the mount that this one is mounted on, or its own; that mount need not be visible here. */
  readonly parent: string;
  /** The file system, wherever it is mounted: major and minor number. */
  readonly device: string;
  /** Path of the mounted directory or file within its file system. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
}

/** The mounts that this very process sees. */
export class OwnMounts {
  constructor(private readonly file = '/proc/self/mountinfo') {}

  /** None where the system has no such file. */
  async read(): Promise<readonly MountInfo[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text.split('\n').flatMap(parseLine);
  }
}

/** Optional fields of varying number stand between the mount options and the dash. */
const LINE = /^(\d+) (\d+) (\S+) (\S+) (\S+) \S+ (?:\S+ )*?- (\S+) /;

function parseLine(line: string): readonly MountInfo[] {
  const fields = LINE.exec(line);
  if (fields === null) return [];
  const [, id = '', parent = '', device = '', root = '', mountPoint = '', fileSystem = ''] = fields;
  return [{ id, parent, device, root: unescape(root), mountPoint: unescape(mountPoint), fileSystem }];
}

/** Blanks, tabs, line ends and backslashes are written as octal numbers, other bytes as they are. */
const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
