import { isSystemPath } from './system-paths.js';

describe('isSystemPath', () => {
  it.each([
    '/',
    '/proc',
    '/sys/fs/cgroup',
    '/etc/localtime',
    '/var/run/docker.sock',
    '/lib64',
    '/var/lib/docker/volumes/x/_data',
  ])('%s is the system’s', (path) => expect(isSystemPath(path)).toBe(true));

  it.each([
    '/opt/stacks',
    '/srv',
    '/home/me/docker',
    '/library',
    '/etcetera',
    '/var/lib/stacks',
    '/var/lib/docker-stacks',
    '/mnt/usr',
  ])('%s may hold stacks', (path) => expect(isSystemPath(path)).toBe(false));
});
