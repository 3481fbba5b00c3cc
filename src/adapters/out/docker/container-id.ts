import type { MountInfo } from '../linux/mountinfo.js';

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
