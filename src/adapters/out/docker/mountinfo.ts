import { readFile } from 'node:fs/promises';

/** One line of a mountinfo file, see proc(5). */
export interface MountInfo {
  /** Path of the mounted directory or file within its file system. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
}

/** The mounts that this very process sees. */
export class OwnMounts {
  constructor(private readonly file: string) {}

  /** None where the system has no such file. */
  async read(): Promise<readonly MountInfo[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text.split('\n').flatMap(parseLine);
  }
}

/** Optional fields of varying number stand between the mount options and the dash. */
const LINE = /^\d+ \d+ \S+ (?<root>\S+) (?<mountPoint>\S+) \S+ (?:\S+ )*?- (?<fileSystem>\S+) /;

function parseLine(line: string): readonly MountInfo[] {
  const { root, mountPoint, fileSystem } = LINE.exec(line)?.groups ?? {};
  if (root === undefined || mountPoint === undefined || fileSystem === undefined) return [];
  return [{ root: unescape(root), mountPoint: unescape(mountPoint), fileSystem }];
}

/** Blanks, tabs, line ends and backslashes are written as octal numbers, other bytes as they are. */
const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

const NETWORK_FILE =
  /\/(?:overlay-)?containers\/(?<id>[0-9a-f]{64})\/(?:userdata\/)?(?:hostname|hosts|resolv\.conf)$/;
const NETWORK_FILES = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf'];

/**
 * The id of the container that these are the mounts of; null outside a container. Engines bind these files of the
 * container's own directory into it; the host name, which anybody can choose, tells nothing.
 */
export function containerIdIn(mounts: readonly MountInfo[]): string | null {
  const ids = mounts
    .filter(({ mountPoint }) => NETWORK_FILES.includes(mountPoint))
    .flatMap(({ root }) => NETWORK_FILE.exec(root)?.groups?.['id'] ?? []);
  return ids[0] ?? null;
}
