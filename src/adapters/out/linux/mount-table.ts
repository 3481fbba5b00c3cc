import { join, relative, sep } from 'node:path';
import type { MountInfo } from './mountinfo.js';

/** What the mounts of this process say about paths; these must be absolute and without symbolic links. */
export class MountTable {
  private readonly ids: ReadonlySet<string>;

  constructor(private readonly mounts: readonly MountInfo[]) {
    this.ids = new Set(mounts.map(({ id }) => id));
  }

  /** Every path at which one sees the directory that is at `path`: several, where a bind mount shows it again. */
  aliasesOf(path: string): readonly string[] {
    const holder = this.mountOf(path);
    if (holder === null) return [];
    const place = join(holder.root, relative(holder.mountPoint, path));
    return this.mounts.flatMap((mount) => {
      const inner = mount.device === holder.device ? pathWithin(mount.root, place) : null;
      if (inner === null) return [];
      const alias = join(mount.mountPoint, inner);
      return this.mountOf(alias) === mount ? [alias] : [];
    });
  }

  /** The mount in which a path ends that is followed from the root: later mounts hide what they are mounted on. */
  private mountOf(path: string): MountInfo | null {
    let passed: MountInfo | null = null;
    let ahead = this.mounts.filter(({ mountPoint }) => pathWithin(mountPoint, path) !== null);
    for (;;) {
      const next = outermost(ahead.filter((mount) => this.isMountedOn(mount, passed)));
      if (next === null) return passed;
      passed = next;
      ahead = ahead.filter((mount) => mount !== next);
    }
  }

  /** `base`: null where the path begins, on a mount that we do not see. */
  private isMountedOn({ id, parent }: MountInfo, base: MountInfo | null): boolean {
    return base === null ? parent === id || !this.ids.has(parent) : parent === base.id;
  }
}

/** `path` relative to `directory`, empty for the directory itself; null when it is not in there. */
export function pathWithin(directory: string, path: string): string | null {
  const inner = relative(directory, path);
  return inner.split(sep)[0] === '..' ? null : inner;
}

const outermost = (mounts: readonly MountInfo[]): MountInfo | null =>
  mounts.reduce<MountInfo | null>(
    (best, mount) => (best === null || mount.mountPoint.length <= best.mountPoint.length ? mount : best),
    null,
  );
