import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { OUTPUT_FORMATS, type BackupTarget, type OutputFormat } from '../../../src/modules/archives/index.js';
import { plantTortureTree } from '../../support/torture-tree.js';
import { Workbench } from './workbench.js';

const run = promisify(execFile);
const DECOMPRESS: Readonly<Record<OutputFormat, readonly string[]>> = {
  tar: [],
  'tar.gz': ['--gzip'],
  'tar.zst': ['--zstd'],
  folder: [],
};

describe('a backup brings everything back', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await Workbench.open();
    await plantTortureTree(bench.stack());
  });
  afterAll(() => bench.close());

  it.each(OUTPUT_FORMATS)('in the format %s, restored by plain tools', async (format) => {
    const { target, sealed, warnings } = await bench.backUp(format);
    expect(warnings).toEqual([expect.stringContaining('socket ignored')]);
    const restored = await restore(target);
    expect(await differences(bench.stack(), restored)).toEqual([]);
    expect(await fingerprint(restored)).toEqual(await fingerprint(bench.stack()));
    expect(await allocated(restored, 'sparse')).toBeLessThanOrEqual(await allocated(bench.stack(), 'sparse'));
    expect(await allocated(restored, 'only-a-hole')).toBe(0);
    if (format !== 'folder') {
      expect(sealed.bytes).toBe((await stat(target.path)).size);
      expect(sealed.sha256).toBe(await sha256(target.path));
    }
    await run('rm', ['-rf', restored]);
  });

  it('hides backups from other users', async () => {
    const { target } = await bench.backUp('tar');
    const modes = await Promise.all(
      [target.path, `${target.path}.manifest.json`, join(target.path, '..'), bench.archivesDir].map(
        async (path) => ((await stat(path)).mode & 0o7777).toString(8),
      ),
    );
    expect(modes).toEqual(['600', '600', '700', '700']);
    const manifest: unknown = JSON.parse(await readFile(`${target.path}.manifest.json`, 'utf8'));
    expect(manifest).toMatchObject({
      job_id: 7,
      archive: 'nightly',
      stack: 'web',
      format: 'tar',
      version: 1,
    });
  });

  async function restore(target: BackupTarget): Promise<string> {
    const into = join(bench.root, `restored-${target.format}`);
    await mkdir(into);
    if (target.format === 'folder') {
      await run('cp', ['-a', target.path, join(into, 'web')]);
    } else {
      const flags = ['--xattrs', '--xattrs-include=*', '--acls', '--numeric-owner', '-xpf', target.path];
      await run('tar', [...DECOMPRESS[target.format], ...flags, '-C', into]);
    }
    return join(into, 'web');
  }
});

/** What rsync would still have to change; sockets are never backed up. */
async function differences(from: string, to: string): Promise<readonly string[]> {
  const options = ['-aHAX', '--checksum', '--itemize-changes', '--dry-run', '--delete', '--no-specials'];
  const flags = [...options, '--numeric-ids', '-8'];
  const { stdout } = await run('rsync', [...flags, `${from}/`, `${to}/`]);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('skipping non-regular'));
}

/** Names, types, modes, owners, links and nanosecond times, which rsync does not look at. */
async function fingerprint(root: string): Promise<readonly string[]> {
  const { stdout } = await run('find', ['.', '!', '-type', 's', '-printf', '%P|%y|%m|%U|%G|%T@|%l|%n\\0'], {
    cwd: root,
    encoding: 'latin1',
    maxBuffer: 1 << 26,
  });
  return stdout.split('\0').sort();
}

const allocated = async (root: string, name: string): Promise<number> =>
  (await stat(join(root, name))).blocks;

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

describe('names of stacks', () => {
  it.each(['-rf', '--help', 'with space', 'quote\'"', 'back\\nslash', 'a:b', '*', 'ünï'])(
    'a stack called %p is read whole and comes back under its name',
    async (name) => {
      const bench = await Workbench.open();
      try {
        const stack = bench.stack(name);
        await mkdir(join(stack, 'data'), { recursive: true });
        await run('cp', ['/etc/hostname', join(stack, 'data', '-file')]);
        const { target } = await bench.backUp('tar.zst', { stackPath: stack });
        const into = join(bench.root, 'restored');
        await mkdir(into);
        await run('tar', ['--zstd', '-xpf', target.path, '-C', into]);
        expect(await readdir(into)).toEqual([name]);
        expect(await differences(stack, join(into, name))).toEqual([]);
      } finally {
        await bench.close();
      }
    },
  );
});
