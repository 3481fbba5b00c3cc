import type { MountInfo } from '../linux/mountinfo.js';
import { containerIdIn } from './container-id.js';

const ID = '3f5fe4a8526e0123456789abcdef0123456789abcdef0123456789abcdef0123';

describe('containerIdIn', () => {
  const mount = (root: string, mountPoint: string): MountInfo => ({
    ...{ id: '9', parent: '8', device: '8:1', fileSystem: 'ext4' },
    ...{ root, mountPoint },
  });

  it.each([
    ['Docker', mount(`/var/lib/docker/containers/${ID}/hostname`, '/etc/hostname')],
    ['Docker on a disk of its own', mount(`/containers/${ID}/resolv.conf`, '/etc/resolv.conf')],
    ['Podman as root', mount(`/containers/storage/overlay-containers/${ID}/userdata/hosts`, '/etc/hosts')],
    [
      'rootless Podman',
      mount(`/1000/containers/overlay-containers/${ID}/userdata/hostname`, '/etc/hostname'),
    ],
  ])('is found in a container of %s', (_what, own) => {
    expect(containerIdIn([mount('/', '/'), own])).toBe(ID);
  });

  it.each([
    ['a host', mount('/', '/')],
    [
      'a host that shows the containers’ directory somewhere',
      mount(`/var/lib/docker/containers/${ID}/hostname`, '/mnt/x'),
    ],
    ['a host whose hosts file is mounted', mount('/srv/hosts', '/etc/hosts')],
    ['a short id', mount('/var/lib/docker/containers/3f5fe4a8526e/hostname', '/etc/hostname')],
    ['a pod of Kubernetes', mount('/var/lib/kubelet/pods/1f0c/etc-hosts', '/etc/hosts')],
  ])('is null on %s', (_what, own) => {
    expect(containerIdIn([own])).toBeNull();
  });
});
