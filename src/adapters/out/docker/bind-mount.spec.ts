import type { MountInfo } from '../linux/mountinfo.js';
import { type BindMount, bindMountsIn, bindMountsOf } from './bind-mount.js';

const told = (type: 'bind' | 'volume', source: string, destination: string) => ({
  Type: type,
  Source: source,
  Destination: destination,
  Mode: '',
  RW: true,
  Propagation: '',
});

describe('bindMountsOf', () => {
  it('takes binds, not named volumes, and compares their paths', () => {
    const mounts = [
      told('bind', '/srv/stacks', '/srv/stacks'),
      told('bind', '/srv/more/', '/srv/more'),
      told('bind', '/srv/other', '/stacks'),
      told('volume', '/var/lib/docker/volumes/x/_data', '/opt/volume'),
    ];
    expect(bindMountsOf({ Mounts: mounts })).toEqual<BindMount[]>([
      { source: '/srv/stacks', destination: '/srv/stacks', samePath: true },
      { source: '/srv/more/', destination: '/srv/more', samePath: true },
      { source: '/srv/other', destination: '/stacks', samePath: false },
    ]);
  });
});

describe('bindMountsIn', () => {
  const mount = (root: string, mountPoint: string, fileSystem = 'ext4'): MountInfo => ({
    ...{ id: '9', parent: '8', device: '8:1' },
    ...{ root, mountPoint, fileSystem },
  });

  it.each([
    ['the same path', mount('/srv/stacks', '/srv/stacks'), true],
    ['a file system mounted at /srv', mount('/stacks', '/srv/stacks'), true],
    ['a whole file system', mount('/', '/srv/stacks'), true],
    ['a btrfs subvolume', mount('/@data/srv/stacks', '/srv/stacks', 'btrfs'), true],
    ['a directory of a host’s tmpfs', mount('/stacks', '/tmp/stacks', 'tmpfs'), true],
    ['another path', mount('/srv/stacks', '/stacks'), false],
    ['a path that has nothing in common', mount('/home/me/docker', '/stacks'), false],
  ])('%s', (_what, given, samePath) => {
    expect(bindMountsIn([given])).toEqual([{ source: given.root, destination: given.mountPoint, samePath }]);
  });

  it.each([
    ['a named volume', mount('/var/lib/docker/volumes/data/_data', '/opt/data')],
    ['a part of a named volume', mount('/volumes/data/_data/sub', '/opt/data')],
    ['the image', mount('/', '/', 'overlay')],
    ['a tmpfs of the container', mount('/', '/scratch', 'tmpfs')],
    ['proc', mount('/', '/proc', 'proc')],
  ])('leaves out %s', (_what, given) => {
    expect(bindMountsIn([given])).toEqual([]);
  });
});
