import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FindSourceScanner } from '../../../src/adapters/out/filesystem/backups/find.source-scanner.js';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import type { AppConfig } from '../../../src/config/app-config.js';
import { InvalidInput } from '../../../src/kernel/field-error.js';
import { ArchiveDirectoryUnusable, SourceUnreadable } from '../../../src/modules/archives/index.js';
import { fill, MB, Workbench } from './workbench.js';

const run = promisify(execFile);

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench.close());

const names = async (path: string, ...flags: string[]): Promise<readonly string[]> =>
  (await run('tar', ['--zstd', '-tf', path, ...flags])).stdout.split('\n').filter((name) => name !== '');

describe('where a backup goes', () => {
  const at = new Date('2026-10-25T00:30:00Z');
  const ask = { archiveName: 'nightly', stackLabel: 'web', format: 'tar.zst', at } as const;

  it('is named after the local time, and never takes one name twice when clocks go back', async () => {
    const first = await bench.store.chooseTarget(ask);
    expect(first.path).toBe(join(bench.archivesDir, 'nightly/web/20261025_023000_web.tar.zst'));
    await mkdir(dirname(first.path), { recursive: true });
    await writeFile(first.path, '');
    const hourLater = { ...ask, at: new Date('2026-10-25T01:30:00Z') };
    expect(basename((await bench.store.chooseTarget(hourLater)).path)).toBe('20261025_023001_web.tar.zst');
  });

  it.each(['.20261025_023000_web.tar.zst.partial', '20261025_023000_web.tar.zst.manifest.json'])(
    'is not where %s is',
    async (taken) => {
      const { path } = await bench.store.chooseTarget(ask);
      await mkdir(dirname(path), { recursive: true });
      await symlink('/nowhere', join(dirname(path), taken));
      expect(basename((await bench.store.chooseTarget(ask)).path)).toBe('20261025_023001_web.tar.zst');
    },
  );

  it('shortens a long label between characters, so that every temporary name fits', async () => {
    const stackLabel = '漢'.repeat(85);
    const target = await bench.store.chooseTarget({ ...ask, stackLabel });
    expect(Buffer.byteLength(`.${basename(target.path)}.manifest.json.partial`)).toBeLessThanOrEqual(255);
    expect(basename(target.path)).toMatch(/^20261025_023000_漢+\.tar\.zst$/);
    await fill(bench.stack(), 1, 1);
    const captured = await bench.store.capture(bench.request(target));
    await bench.store.discard(captured.target);
  });

  it.each(['', '.', '..', 'a/b', '../x', 'a\0b', 'x'.repeat(256)])('refuses the name %p', async (name) => {
    await expect(bench.store.chooseTarget({ ...ask, archiveName: name })).rejects.toThrow(InvalidInput);
    await expect(bench.store.chooseTarget({ ...ask, stackLabel: name })).rejects.toThrow(InvalidInput);
  });

  it('is told when it cannot be written', async () => {
    await writeFile(bench.archivesDir, 'a file');
    await expect(bench.store.ensureWritable()).rejects.toThrow(ArchiveDirectoryUnusable);
    const blocked = await Workbench.open({ archivesDir: join(bench.archivesDir, 'below') });
    await expect(blocked.store.freeBytes()).rejects.toThrow(ArchiveDirectoryUnusable);
    await blocked.close();
    const missing = await Workbench.open({ archivesDir: join(bench.root, 'not', 'there') });
    expect(await missing.store.freeBytes()).toBeGreaterThan(0);
    await expect(readdir(missing.archivesDir)).rejects.toThrow(/ENOENT/);
    await missing.store.ensureWritable();
    expect(await readdir(missing.archivesDir)).toEqual([]);
    await missing.close();
  });
});

describe('what is read', () => {
  it('can be a choice, with the directories above it', async () => {
    await fill(join(bench.stack(), 'data', 'deep'), 2, 0);
    await writeFile(join(bench.stack(), '-compose.yaml'), '');
    await writeFile(join(bench.stack(), 'other'), '');
    const only = ['-compose.yaml', './data/deep/file-0', 'data/deep/file-0'];
    const { target } = await bench.backUp('tar.zst', { only });
    expect(await names(target.path)).toEqual([
      'web/',
      'web/data/',
      'web/data/deep/',
      'web/-compose.yaml',
      'web/data/deep/file-0',
    ]);
    const whole = await bench.backUp('folder', { only: ['data'] });
    expect((await readdir(whole.target.path, { recursive: true })).sort()).toEqual([
      'data',
      'data/deep',
      'data/deep/file-0',
      'data/deep/file-1',
    ]);
  });

  it.each(['/etc/passwd', '../other', 'a/../../b', '.'])('is never outside the stack: %s', async (path) => {
    await fill(bench.stack(), 1, 0);
    await expect(bench.backUp('tar', { only: [path] })).rejects.toThrow(/does not lie within/);
    expect(await bench.written()).toEqual([]);
  });

  it('is not the backups themselves, where they lie within the stack', async () => {
    const inner = await Workbench.open({ archivesDir: join(bench.stack(), 'archives') });
    await fill(bench.stack(), 1, 0);
    const request = { stackPath: bench.stack() };
    await inner.backUp('tar.zst', request);
    const { target } = await inner.backUp('tar.zst', request);
    expect(await names(target.path)).toEqual(['web/', 'web/file-0']);
    const folder = await inner.backUp('folder', request);
    expect(await readdir(folder.target.path)).toEqual(['file-0']);
    expect(inner.warnings).toEqual(
      Array(3).fill(expect.stringMatching(/archives is left out: backups are written there/)),
    );
    await inner.close();
  });

  it('must be readable, live or not', async () => {
    const { stdout } = await run('find', ['/sys', '-maxdepth', '6', '-type', 'f', '-perm', '200']);
    const writeOnly = String(stdout.split('\n')[0]);
    await fill(bench.stack(), 2, 0);
    await run('mount', ['--bind', writeOnly, join(bench.stack(), 'file-0')]);
    try {
      for (const live of [true, false]) {
        await expect(bench.backUp('tar', { live })).rejects.toThrow(SourceUnreadable);
        await expect(bench.backUp('folder', { live })).rejects.toThrow(
          /file-0: Cannot open: Permission denied/,
        );
      }
      expect(await bench.written()).toEqual([]);
    } finally {
      await run('umount', [join(bench.stack(), 'file-0')]);
    }
  });
});

describe('FindSourceScanner', () => {
  const config: Pick<AppConfig, 'writerNice' | 'writerIoPriority'> = {
    writerNice: 10,
    writerIoPriority: 'idle',
  };
  const scanner = new FindSourceScanner(config as AppConfig, new SystemTools());
  const never = new AbortController().signal;

  it('counts files and bytes', async () => {
    await fill(join(bench.stack(), 'data\nwith newline'), 3, 1);
    expect(await scanner.measure(bench.stack(), never)).toEqual({ files: 3, bytes: 3 * 1024 * 1024 });
  });

  it('counts what is on the disk: no holes, and every file once', async () => {
    await fill(bench.stack(), 2, 1);
    const at = (name: string): string => join(bench.stack(), name);
    await run('truncate', ['-s', '4G', at('hole')]);
    await run('ln', [at('file-0'), at('second name')]);
    await run('ln', [at('file-0'), at('third name')]);
    expect(await scanner.measure(bench.stack(), never)).toEqual({ files: 5, bytes: 2 * MB });
  });

  it('does not know when there is nothing to read, or when it was aborted', async () => {
    expect(await scanner.measure(bench.stack('missing'), never)).toBeNull();
    expect(await scanner.measure(bench.root, AbortSignal.abort())).toBeNull();
  });
});
