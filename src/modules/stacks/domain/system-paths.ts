const SYSTEM_TREES = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var/cache',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/run',
];

/** Belongs to the system, so that nobody's stacks are there. `path` is absolute and has no slash at its end. */
export const isSystemPath = (path: string): boolean =>
  path === '/' || SYSTEM_TREES.some((tree) => path === tree || path.startsWith(`${tree}/`));
