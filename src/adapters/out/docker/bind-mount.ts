import type { ContainerInspectInfo } from 'dockerode';
import type { MountInfo } from '../linux/mountinfo.js';

/** A file or directory of the host that our container has. */
export interface BindMount {
  /** Path on the host, or as much of it as is known. */
  readonly source: string;
  readonly destination: string;
  /** Both are the same path, as far as can be known. */
  readonly samePath: boolean;
}

/** As the engine tells them. */
export const bindMountsOf = ({
  Mounts: mounts,
}: Pick<ContainerInspectInfo, 'Mounts'>): readonly BindMount[] =>
  mounts
    .filter(({ Type: type }) => type === 'bind')
    .map(({ Source: source, Destination: destination }) => ({
      source,
      destination,
      samePath: withoutSlash(source) === withoutSlash(destination),
    }));

const VIRTUAL = [
  'overlay',
  'proc',
  'sysfs',
  'cgroup',
  'cgroup2',
  'devpts',
  'devtmpfs',
  'mqueue',
  'securityfs',
  'debugfs',
];
const NAMED_VOLUME = /\/volumes\/[^/]+\/_data(\/|$)/;

/**
 * As the kernel tells them, when the engine does not. The kernel knows the path within the file system only: a part of
 * the host's path if that file system is mounted somewhere on the host, and with more before it in a btrfs subvolume.
 */
export const bindMountsIn = (mounts: readonly MountInfo[]): readonly BindMount[] =>
  mounts
    .filter(({ fileSystem }) => !VIRTUAL.includes(fileSystem))
    .filter(({ fileSystem, root }) => fileSystem !== 'tmpfs' || root !== '/')
    .filter(({ root }) => !NAMED_VOLUME.test(root))
    .map((mount) => ({ source: mount.root, destination: mount.mountPoint, samePath: maySharePath(mount) }));

function maySharePath({ root, mountPoint, fileSystem }: MountInfo): boolean {
  const inSubvolume = fileSystem === 'btrfs' && root.endsWith(mountPoint);
  return root === '/' || mountPoint.endsWith(root) || inSubvolume;
}

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');
