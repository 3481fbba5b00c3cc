import fc from 'fast-check';
import { MountTable, pathWithin } from './mount-table.js';
import type { MountInfo } from './mountinfo.js';

/** Mounts as a kernel keeps them: each knows which directory of which other mount it hides. */
class Kernel {
  readonly mounts: (MountInfo & { readonly on: string })[] = [];

  constructor() {
    this.add('1', '/', '/', '0', '/');
  }

  /** Shows the directory `from` at `to` as well. */
  bind(from: string, to: string): void {
    const { mount, place } = this.walk(from);
    this.mountAt(to, mount.device, place);
  }

  /** Mounts a new file system at `to`. */
  mountNew(to: string): void {
    this.mountAt(to, `new:${this.mounts.length}`, '/');
  }

  /** Which directory of which file system one gets to, step by step. */
  find(path: string): string {
    const { mount, place } = this.walk(path);
    return `${mount.device} ${place}`;
  }

  private walk(path: string): { readonly mount: MountInfo; readonly place: string } {
    let mount: MountInfo = this.mounts[0]!;
    let place = '/';
    for (const name of path.split('/').filter((part) => part !== '')) {
      place = `${place === '/' ? '' : place}/${name}`;
      for (;;) {
        const above = this.mounts.find(({ parent, on }) => parent === mount.id && on === place);
        if (above === undefined) break;
        mount = above;
        place = above.root;
      }
    }
    return { mount, place };
  }

  private mountAt(mountPoint: string, device: string, root: string): void {
    const { mount, place } = this.walk(mountPoint);
    this.add(device, root, mountPoint, mount.id, place);
  }

  private add(device: string, root: string, mountPoint: string, parent: string, on: string): void {
    const id = String(this.mounts.length + 1);
    this.mounts.push({ id, parent, device, root, mountPoint, fileSystem: 'ext4', on });
  }
}

const NAMES = ['', '/a', '/ab'];
const PATHS = [
  ...new Set(NAMES.flatMap((one) => NAMES.flatMap((two) => NAMES.map((three) => one + two + three)))),
].filter((path) => path !== '');
const path = fc.constantFrom(...PATHS);

describe('MountTable', () => {
  it('finds all paths of a directory and no others, whatever was mounted where', () => {
    const mounting = fc.tuple(fc.option(path), path);
    fc.assert(
      fc.property(fc.array(mounting, { maxLength: 6 }), path, (mountings, asked) => {
        const kernel = new Kernel();
        for (const [from, to] of mountings) {
          if (from === null) kernel.mountNew(to);
          else kernel.bind(from, to);
        }
        const aliases = new MountTable(kernel.mounts).aliasesOf(asked);
        expect(new Set(aliases.map((alias) => kernel.find(alias)))).toEqual(new Set([kernel.find(asked)]));
        const same = PATHS.filter((other) => kernel.find(other) === kernel.find(asked));
        expect(aliases).toEqual(expect.arrayContaining(same));
      }),
    );
  });

  const mount = (
    id: string,
    parent: string,
    device: string,
    root: string,
    mountPoint: string,
  ): MountInfo => ({
    ...{ id, parent, device, root, mountPoint },
    fileSystem: 'ext4',
  });

  it('knows nothing without mounts', () => {
    expect(new MountTable([]).aliasesOf('/archives')).toEqual([]);
  });

  it('sees the directory of a stack in a container that has both', () => {
    const table = new MountTable([
      mount('700', '650', '0:90', '/', '/'),
      mount('701', '700', '8:1', '/opt/stacks', '/opt/stacks'),
      mount('702', '700', '8:1', '/opt/stacks/foo/backups', '/archives'),
      mount('703', '700', '8:2', '/opt/stacks/foo/backups', '/elsewhere'),
    ]);
    expect(table.aliasesOf('/archives')).toEqual(['/opt/stacks/foo/backups', '/archives']);
  });

  it('starts at the root that is mounted on the one of the start-up', () => {
    const table = new MountTable([
      mount('1', '1', '0:1', '/', '/'),
      mount('27', '1', '8:1', '/', '/'),
      mount('30', '27', '8:1', '/srv', '/mnt'),
    ]);
    expect(table.aliasesOf('/mnt/x')).toEqual(['/srv/x', '/mnt/x']);
  });

  it('manages with a root that is no mount', () => {
    const table = new MountTable([mount('5', '4', '8:1', '/x', '/a'), mount('6', '4', '8:1', '/x/y', '/b')]);
    expect(table.aliasesOf('/b')).toEqual(['/a/y', '/b']);
    expect(table.aliasesOf('/c')).toEqual([]);
  });
});

describe('pathWithin', () => {
  it.each([
    ['/', '/', ''],
    ['/', '/a', 'a'],
    ['/a', '/a', ''],
    ['/a', '/a/b/c', 'b/c'],
    ['/a', '/a/..b', '..b'],
    ['/a', '/ab', null],
    ['/a/b', '/a', null],
  ])('in %s, %s is %p', (directory, inner, expected) => {
    expect(pathWithin(directory, inner)).toBe(expected);
  });
});
