import { createHash, type Hash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import type { SealedBackup } from '../../../../modules/archives/index.js';

const CHUNK = 1024 * 1024;
const SLASH = Buffer.from('/');
const NUL = Buffer.from('\0');
const PERMISSIONS = 0o7777n;
const TYPES: readonly (readonly [keyof BigIntStats & `is${string}`, string])[] = [
  ['isDirectory', 'd'],
  ['isSymbolicLink', 'l'],
  ['isFIFO', 'p'],
  ['isSocket', 's'],
  ['isBlockDevice', 'b'],
  ['isCharacterDevice', 'c'],
];

/**
 * The checksum of a folder: SHA-256 over its canonical listing, which anyone can make again.
 *
 * The listing has one record for each file and directory, sorted by the raw bytes of the path. A path is relative to
 * the folder, a directory's ends with `/`, and the folder itself is `./` and comes first. A record is
 *
 *     <type> <mode> <uid> <gid> <size> <mtime> <group> <content> <path> NUL <link target> NUL
 *
 * with single spaces between the fields: type `f d l p s b c`; the permission bits in octal, without leading zeros;
 * numeric owner and group; size in bytes of a file, the device number of `b` and `c`, else 0; modification time in
 * nanoseconds since 1970; 0, or for a file with several names the number of its hard-link group, counted from 1 in
 * the order of the listing; SHA-256 of a file's content in lower-case hex, else `-`. Path and link target are raw
 * bytes, the latter empty if it is not a symbolic link.
 *
 * `bytes` is the sum of the sizes of the files, each hard-link group counted once.
 */
export async function digestTree(root: string): Promise<SealedBackup> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  const listing = new TreeListing((path) => sha256Of(path, buffer));
  await listing.addTree(Buffer.from(root));
  return listing.result();
}

/** Sum of the file sizes of a folder as `digestTree` counts them, without reading contents. */
export async function sizeOfTree(root: string): Promise<number> {
  const listing = new TreeListing(() => Promise.resolve('-'));
  await listing.addTree(Buffer.from(root));
  return listing.result().bytes;
}

interface LinkGroup {
  readonly number: number;
  readonly content: string;
}

class TreeListing {
  private readonly hash = createHash('sha256');
  private readonly groups = new Map<string, LinkGroup>();
  private bytes = 0;

  constructor(private readonly digestFile: (path: Buffer) => Promise<string>) {}

  async addTree(root: Buffer): Promise<void> {
    await this.addRecord(root, Buffer.from('./'), await lstat(root, { bigint: true }));
    await this.addContents(root, Buffer.alloc(0));
  }

  result(): SealedBackup {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  private async addContents(directory: Buffer, prefix: Buffer): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true, encoding: 'buffer' });
    const names = entries.map((entry) =>
      entry.isDirectory() ? Buffer.concat([entry.name, SLASH]) : entry.name,
    );
    for (const name of names.sort((a, b) => a.compare(b))) {
      const path = Buffer.concat([directory, SLASH, withoutSlash(name)]);
      const shown = Buffer.concat([prefix, name]);
      const stats = await lstat(path, { bigint: true });
      await this.addRecord(path, shown, stats);
      if (stats.isDirectory()) await this.addContents(path, shown);
    }
  }

  private async addRecord(path: Buffer, shown: Buffer, stats: BigIntStats): Promise<void> {
    const { group, content } = stats.isFile() ? await this.addFile(path, stats) : { group: 0, content: '-' };
    const fields = [
      typeOf(stats),
      (stats.mode & PERMISSIONS).toString(8),
      stats.uid,
      stats.gid,
      sizeOf(stats),
      stats.mtimeNs,
      group,
      content,
    ];
    addTo(this.hash, Buffer.from(`${fields.join(' ')} `), shown, NUL);
    if (stats.isSymbolicLink()) addTo(this.hash, await readlink(path, { encoding: 'buffer' }));
    addTo(this.hash, NUL);
  }

  private async addFile(path: Buffer, stats: BigIntStats): Promise<{ group: number; content: string }> {
    const inode = `${stats.dev}:${stats.ino}`;
    const known = this.groups.get(inode);
    if (known !== undefined) return { group: known.number, content: known.content };
    this.bytes += Number(stats.size);
    const content = await this.digestFile(path);
    if (stats.nlink === 1n) return { group: 0, content };
    const number = this.groups.size + 1;
    this.groups.set(inode, { number, content });
    return { group: number, content };
  }
}

const addTo = (hash: Hash, ...parts: readonly Buffer[]): void => parts.forEach((part) => hash.update(part));

const withoutSlash = (name: Buffer): Buffer =>
  name.at(-1) === SLASH[0] ? name.subarray(0, name.length - 1) : name;

const typeOf = (stats: BigIntStats): string => TYPES.find(([is]) => stats[is]())?.[1] ?? 'f';

function sizeOf(stats: BigIntStats): bigint {
  if (stats.isFile()) return stats.size;
  return stats.isBlockDevice() || stats.isCharacterDevice() ? stats.rdev : 0n;
}

async function sha256Of(path: Buffer, buffer: Buffer): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
