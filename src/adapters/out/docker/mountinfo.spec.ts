import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerIdIn, type MountInfo, OwnMounts } from './mountinfo.js';

const ID = '3f5fe4a8526e0123456789abcdef0123456789abcdef0123456789abcdef0123';

async function read(text: string): Promise<readonly MountInfo[]> {
  const directory = await mkdtemp(join(tmpdir(), 'stowage-mountinfo-'));
  try {
    await writeFile(join(directory, 'mountinfo'), text);
    return await new OwnMounts(join(directory, 'mountinfo')).read();
  } finally {
    await rm(directory, { recursive: true });
  }
}

describe('OwnMounts', () => {
  it('reads lines with any number of optional fields', async () => {
    const text = [
      '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
      '42 27 254:0 /srv/a /srv/a rw,relatime shared:1 - ext4 /dev/vda rw',
      '43 27 0:50 / /mnt/x rw shared:1 master:2 propagate_from:3 - nfs4 host:/x rw,vers=4',
      '',
    ].join('\n');
    expect(await read(text)).toEqual([
      { root: '/', mountPoint: '/', fileSystem: 'ext4' },
      { root: '/srv/a', mountPoint: '/srv/a', fileSystem: 'ext4' },
      { root: '/', mountPoint: '/mnt/x', fileSystem: 'nfs4' },
    ]);
  });

  it('understands the kernel’s escapes, and only once', async () => {
    const [mount] = await read('1 0 8:1 /a\\040b\\011c\\134040 /größe\\012x rw - ext4 /dev/sda rw\n');
    expect(mount).toMatchObject({ root: '/a b\tc\\040', mountPoint: '/größe\nx' });
  });

  it('skips what is no such line', async () => {
    expect(await read('nonsense\n1 2 3\n')).toEqual([]);
  });

  it('knows nothing without the file', async () => {
    await expect(new OwnMounts('/nonexistent/mountinfo').read()).resolves.toEqual([]);
  });
});

describe('containerIdIn', () => {
  const line = (root: string, mountPoint: string): string =>
    `9 8 8:1 ${root} ${mountPoint} rw - ext4 /dev/sda1 rw\n`;

  it.each([
    ['Docker', line(`/var/lib/docker/containers/${ID}/hostname`, '/etc/hostname')],
    ['Docker on a disk of its own', line(`/containers/${ID}/resolv.conf`, '/etc/resolv.conf')],
    ['Podman as root', line(`/containers/storage/overlay-containers/${ID}/userdata/hosts`, '/etc/hosts')],
    ['rootless Podman', line(`/1000/containers/overlay-containers/${ID}/userdata/hostname`, '/etc/hostname')],
  ])('is found in a container of %s', async (_what, text) => {
    expect(containerIdIn(await read(line('/', '/') + text))).toBe(ID);
  });

  it.each([
    ['a host', line('/', '/')],
    [
      'a host that shows the containers’ directory somewhere',
      line(`/var/lib/docker/containers/${ID}/hostname`, '/mnt/x'),
    ],
    ['a host whose hosts file is mounted', line('/srv/hosts', '/etc/hosts')],
    ['a short id', line('/var/lib/docker/containers/3f5fe4a8526e/hostname', '/etc/hostname')],
    ['a pod of Kubernetes', line('/var/lib/kubelet/pods/1f0c/etc-hosts', '/etc/hosts')],
  ])('is null on %s', async (_what, text) => {
    expect(containerIdIn(await read(text))).toBeNull();
  });
});
