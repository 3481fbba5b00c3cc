import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import {
  DiskFull,
  OUTPUT_FORMATS,
  SourceUnreadable,
  WriterFailed,
  type OutputFormat,
} from '../../../src/modules/archives/index.js';
import { aManifest } from '../../support/builders/a-manifest.js';
import {
  eventually,
  fill,
  partialOf,
  processesHolding,
  processesMentioning,
  Workbench,
} from './workbench.js';

const run = promisify(execFile);
const FILE_FORMATS = OUTPUT_FORMATS.filter((format) => format !== 'folder');

describe('a backup that fails leaves nothing', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(async () => {
    expect(await processesMentioning(bench.root)).toEqual([]);
    await bench.close();
  });

  it.each(OUTPUT_FORMATS)('on a full disk (%s), and says so', async (format) => {
    await mkdir(bench.archivesDir);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', bench.archivesDir]);
    try {
      await fill(bench.stack(), 3, 5);
      const before = await statfs(bench.archivesDir);
      const failure = bench.backUp(format);
      await expect(failure).rejects.toThrow(DiskFull);
      await expect(failure).rejects.toThrow(/20260304_060607_web.* MiB free/);
      expect(await bench.written()).toEqual([]);
      expect((await statfs(bench.archivesDir)).bavail).toBe(before.bavail);
    } finally {
      await run('umount', [bench.archivesDir]);
    }
  });

  it.each([
    ['tar.zst', 'tar'],
    ['tar.zst', 'zstd'],
    ['tar.gz', 'pigz'],
    ['folder', '--create'],
    ['folder', '--extract'],
  ] as const)('when a writer of %s is killed (%s)', async (format, victim) => {
    await fill(bench.stack(), 10, 20);
    const target = await bench.target(format);
    const failure = bench.store
      .capture(bench.request(target, { compressionLevel: slowest(format) }))
      .then(() => null)
      .catch((error: unknown) => error);
    await killSoon(bench.root, victim);
    expect(await failure).toBeInstanceOf(WriterFailed);
    await bench.store.discard(target);
    expect(await bench.written()).toEqual([]);
  });

  it.each(OUTPUT_FORMATS.flatMap((format) => [1, 2].map((report) => [format, report] as const)))(
    'when a capture of %s is aborted at its progress report %i, and rejects with the reason',
    async (format, report) => {
      await fill(bench.stack(), 40, 2);
      const controller = new AbortController();
      const reason = new Error('aborted');
      let reports = 0;
      const onProgress = (): void => {
        reports += 1;
        if (reports === report) controller.abort(reason);
      };
      const target = await bench.target(format);
      const changes = { signal: controller.signal, compressionLevel: slowest(format), onProgress };
      const outcome = await bench.store
        .capture(bench.request(target, changes))
        .catch((error: unknown) => error);
      expect(outcome).toBe(reason);
      expect(await processesMentioning(bench.root)).toEqual([]);
      expect(await processesHolding(partialOf(target))).toEqual([]);
      await bench.store.discard(target);
      expect(await bench.written()).toEqual([]);
    },
  );

  it('when it is aborted before it starts', async () => {
    await fill(bench.stack(), 1, 1);
    const signal = AbortSignal.abort(new Error('too late'));
    const target = await bench.target('tar');
    await expect(bench.store.capture(bench.request(target, { signal }))).rejects.toThrow('too late');
    expect(await bench.written()).toEqual([]);
  });

  it('when its progress cannot be told', async () => {
    await fill(bench.stack(), 2, 1);
    const onProgress = (): void => {
      throw new Error('nobody listens');
    };
    const target = await bench.target('folder');
    const capture = bench.store.capture(bench.request(target, { onProgress }));
    await expect(capture).rejects.toThrow('nobody listens');
    await bench.store.discard(target);
    expect(await bench.written()).toEqual([]);
  });

  it('when the stack is not there', async () => {
    await expect(bench.backUp('tar')).rejects.toThrow(SourceUnreadable);
    expect(await bench.written()).toEqual([]);
  });

  it.each(FILE_FORMATS)('when somebody cut the file %s before it was sealed', async (format) => {
    await fill(bench.stack(), 1, 1);
    const target = await bench.target(format);
    const captured = await bench.store.capture(bench.request(target));
    const partial = partialOf(target);
    await eventually(() => isOpenAndRead(partial), 'the file was read behind the writer');
    await truncate(partial, 1000);
    await expect(bench.store.seal(captured)).rejects.toThrow(WriterFailed);
    expect(await bench.written()).toEqual([]);
  });

  it('when the directory is gone at publication', async () => {
    await fill(bench.stack(), 1, 1);
    const target = await bench.target('tar');
    const captured = await bench.store.capture(bench.request(target));
    const sealed = await bench.store.seal(captured);
    await rm(bench.archivesDir, { recursive: true });
    await expect(bench.store.publish(captured, aManifest(sealed))).rejects.toThrow(WriterFailed);
    expect(await bench.written()).toEqual([]);
  });

  it('when somebody took its name meanwhile, and leaves that alone', async () => {
    await fill(bench.stack(), 1, 1);
    const target = await bench.target('tar');
    const captured = await bench.store.capture(bench.request(target));
    const sealed = await bench.store.seal(captured);
    await writeFile(target.path, 'older');
    await expect(bench.store.publish(captured, aManifest(sealed))).rejects.toThrow(/exists already/);
    expect(await bench.written()).toEqual(['nightly', 'nightly/web', `nightly/web/${basename(target.path)}`]);
    expect(await readFile(target.path, 'utf8')).toBe('older');
  });

  it('when another writer has its temporary file, and leaves that alone', async () => {
    await fill(bench.stack(), 1, 1);
    const target = await bench.target('tar');
    const captured = await bench.store.capture(bench.request(target));
    await expect(bench.store.capture(bench.request(target))).rejects.toThrow(/being written already/);
    await expect(bench.store.seal(captured)).resolves.toMatchObject({ bytes: expect.any(Number) as number });
    await bench.store.discard(target);
    expect(await bench.written()).toEqual([]);
  });

  async function isOpenAndRead(path: string): Promise<boolean> {
    return (await stat(path)).size > 1000;
  }
});

const slowest = (format: OutputFormat): number | null =>
  ({ tar: null, folder: null, 'tar.gz': 9, 'tar.zst': 19 })[format];

/** Kills the process that is the `victim` of the capture below `root`, as soon as there is one. */
async function killSoon(root: string, victim: string): Promise<void> {
  await eventually(async () => {
    const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,comm=,args=']);
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
    const tars = rows.filter((row) => row[2] === 'tar' && row.some((word) => word.includes(root)));
    const pids = tars.map(([pid]) => pid);
    const compressors = rows.filter((row) => pids.includes(row[1]) && row[2] !== 'tar');
    const found = [...tars, ...compressors].find((row) => row[2] === victim || row.includes(victim));
    if (found === undefined || (victim !== found[2] && found[2] !== 'tar')) return false;
    process.kill(Number(found[0]), 'SIGKILL');
    return true;
  }, `${victim} ran`);
}
