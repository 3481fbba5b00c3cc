import { isSystemPath, type StackRoots, type StackWarning } from '../../../modules/stacks/index.js';
import type { BindMount } from './bind-mount.js';

/**
 * Which of these mounted directories hold stacks. Compose reads relative paths on our side and the engine mounts them on
 * the host's, so both must have the same path; what is mounted for our own use need not, and is no place for stacks.
 */
export function rootsAmong(mounts: readonly BindMount[], ownPaths: readonly string[]): StackRoots {
  const candidates = mounts
    .filter(({ source, destination }) => !isSystemPath(source) && !isSystemPath(destination))
    .filter(({ destination }) => !ownPaths.some((own) => isWithin(destination, own)));
  const same = candidates.filter(({ samePath }) => samePath);
  const different = candidates.filter(({ samePath }) => !samePath);
  return {
    roots: [...new Set(same.map(({ destination }) => destination))].sort(),
    warnings: different
      .filter(({ destination }) => !ownPaths.some((own) => isWithin(own, destination)))
      .map(mismatch),
  };
}

const isWithin = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(`${directory}/`);

const mismatch = ({ source, destination }: BindMount): StackWarning => ({
  code: 'mount_path_mismatch',
  path: destination,
  message:
    `${source} of the host is mounted at ${destination}, so stacks in it are ignored: both paths must be the same. ` +
    `Write this line under "volumes:" of Stowage in its compose file instead, and run "docker compose up -d": ${volumeLine(source)}`,
});

/** As it stands in a YAML list. */
const volumeLine = (path: string): string => {
  const line = `${path}:${path}`;
  return /^[\w./:-]+$/.test(line) ? `- ${line}` : `- ${JSON.stringify(line)}`;
};
