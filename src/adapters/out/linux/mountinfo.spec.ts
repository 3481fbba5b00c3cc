import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MountInfo, OwnMounts } from './mountinfo.js';

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
      { id: '27', parent: '1', device: '254:0', root: '/', mountPoint: '/', fileSystem: 'ext4' },
      { id: '42', parent: '27', device: '254:0', root: '/srv/a', mountPoint: '/srv/a', fileSystem: 'ext4' },
      { id: '43', parent: '27', device: '0:50', root: '/', mountPoint: '/mnt/x', fileSystem: 'nfs4' },
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
