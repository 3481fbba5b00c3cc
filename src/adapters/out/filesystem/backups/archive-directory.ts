import { realpath } from 'node:fs/promises';
import { MountTable, pathWithin } from '../../linux/mount-table.js';
import type { OwnMounts } from '../../linux/mountinfo.js';

/** Where all backups are. */
export class ArchiveDirectory {
  constructor(
    private readonly path: string,
    private readonly ownMounts: OwnMounts,
  ) {}

  /**
   * The directories within a stack, relative to it, that are this one: it may lie there, and bind mounts may show it
   * there under further paths. Not the stack itself: then there is nothing else to back up.
   */
  async placesWithin(stackPath: string): Promise<readonly string[]> {
    const [stack, path] = await Promise.all([realPathOf(stackPath), realPathOf(this.path)]);
    const mounts = new MountTable(await this.ownMounts.read());
    const places = [path, ...mounts.aliasesOf(path)].flatMap((place) => pathWithin(stack, place) ?? []);
    return [...new Set(places)].filter((place) => place !== '').sort();
  }
}

const realPathOf = (path: string): Promise<string> => realpath(path).catch(() => path);
