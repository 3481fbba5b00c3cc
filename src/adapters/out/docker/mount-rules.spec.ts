import { rootsAmong } from './mount-rules.js';

const OWN = ['/archives', '/var/log/archiver', '/tmp/downloads', '/data', '/run/engine/docker.sock'];
const mount = (source: string, destination = source) => ({
  source,
  destination,
  samePath: source === destination,
});

describe('rootsAmong', () => {
  it('takes the mounts whose paths are the same on both sides, sorted', () => {
    expect(rootsAmong([mount('/srv/stacks'), mount('/opt/stacks')], OWN)).toEqual({
      roots: ['/opt/stacks', '/srv/stacks'],
      warnings: [],
    });
  });

  it('takes a mount within another', () => {
    expect(rootsAmong([mount('/opt'), mount('/opt/stacks')], OWN).roots).toEqual(['/opt', '/opt/stacks']);
  });

  it('reports other mounts with both paths and the line that mends them', () => {
    const { roots, warnings } = rootsAmong([mount('/srv/stacks', '/stacks')], OWN);
    expect(roots).toEqual([]);
    expect(warnings).toEqual([
      {
        code: 'mount_path_mismatch',
        path: '/stacks',
        message: expect.stringContaining('- /srv/stacks:/srv/stacks'),
      },
    ]);
    expect(warnings[0]?.message).toContain('/stacks,');
  });

  it('quotes the line when YAML needs it', () => {
    const [warning] = rootsAmong([mount('/srv/my stacks #1', '/stacks')], OWN).warnings;
    expect(warning?.message).toContain('- "/srv/my stacks #1:/srv/my stacks #1"');
  });

  it.each([
    ['archives', mount('/mnt/backup', '/archives')],
    ['logs', mount('/srv/logs', '/var/log/archiver')],
    ['downloads', mount('/srv/dl', '/tmp/downloads')],
    ['data', mount('/srv/data', '/data')],
    ['something below our data', mount('/srv/pg', '/data/postgres')],
    ['something that holds our archives', mount('/mnt/disk', '/archives')],
    ['the socket', mount('/var/run/docker.sock', '/run/engine/docker.sock')],
    ['archives under one path', mount('/archives')],
    ['a file of the system', mount('/etc/localtime')],
    ['a file of the system elsewhere', mount('/etc/timezone', '/opt/timezone')],
    ['the whole host', mount('/', '/host')],
    ['the engine’s own data', mount('/var/lib/docker/volumes')],
  ])('neither takes nor reports %s', (_what, given) => {
    expect(rootsAmong([given], OWN)).toEqual({ roots: [], warnings: [] });
  });

  it('is not confused by names that begin alike', () => {
    expect(rootsAmong([mount('/archives-of-stacks')], OWN).roots).toEqual(['/archives-of-stacks']);
  });

  it('takes a root that holds our data too, and lets other mounts around our data be', () => {
    expect(rootsAmong([mount('/data-disk')], ['/data-disk/stowage'])).toEqual({
      roots: ['/data-disk'],
      warnings: [],
    });
    expect(rootsAmong([mount('/mnt/disk', '/disk')], ['/disk/archives'])).toEqual({
      roots: [],
      warnings: [],
    });
  });
});
