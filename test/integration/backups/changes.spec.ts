import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import { FormatUnavailable, OUTPUT_FORMATS, SourceChanged } from '../../../src/modules/archives/index.js';
import { fill, MB, Workbench } from './workbench.js';

const run = promisify(execFile);

describe('what changes while it is read', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    await fill(bench.stack(), 1, 90);
    await writeFile(join(bench.stack(), 'later'), 'later');
  });
  afterEach(() => bench.close());

  const only = ['file-0', 'later'];

  /** Changes the stack as soon as the big file's header was written. */
  async function captureWhile(live: boolean, change: () => Promise<void>): Promise<readonly string[]> {
    const changes: Promise<void>[] = [];
    const target = await bench.target('tar.gz');
    const request = bench.request(target, {
      live,
      only,
      compressionLevel: 9,
      onProgress: ({ files }) => {
        if (files > 0 && changes.length === 0) changes.push(change());
      },
    });
    try {
      const { warnings } = await bench.store.capture(request);
      await Promise.all(changes);
      return warnings;
    } finally {
      await bench.store.discard(target);
    }
  }

  const grow = (): Promise<void> => appendFile(join(bench.stack(), 'file-0'), 'more');
  const shrink = (): Promise<void> => truncate(join(bench.stack(), 'file-0'), 50 * MB);
  const vanish = (): Promise<void> => rm(join(bench.stack(), 'file-0')).then(() => grow());
  const touch = (): Promise<void> =>
    run('chmod', ['640', join(bench.stack(), 'file-0')]).then(() => undefined);

  it.each([
    ['grows', grow, /changed as we read it/],
    ['shrinks', shrink, /shrank/],
    ['gets other permissions', touch, /changed as we read it/],
  ])('a file that %s on a live stack is a warning', async (_what, change, words) => {
    const warnings = await captureWhile(true, change);
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it.each([
    ['grows', grow],
    ['shrinks', shrink],
    ['is replaced', vanish],
  ])('a file that %s on a stopped stack is an error', async (_what, change) => {
    await expect(captureWhile(false, change)).rejects.toThrow(SourceChanged);
    expect(await bench.written()).toEqual([]);
  });

  it('a file of a stopped stack that keeps its size is a warning', async () => {
    const warnings = await captureWhile(false, touch);
    expect(warnings).toEqual([expect.stringMatching(/file-0: file changed as we read it/)]);
  });

  it('files that come and go on a live stack do not end its backup', async () => {
    const stop = new AbortController();
    const restless = (async () => {
      for (let round = 0; !stop.signal.aborted; round += 1) {
        const path = join(bench.stack(), `restless-${round % 50}`);
        await writeFile(path, randomBytes(2000));
        await appendFile(path, 'more');
        await rm(join(bench.stack(), `restless-${(round + 25) % 50}`), { force: true });
      }
    })();
    try {
      for (const format of OUTPUT_FORMATS) {
        const { manifest } = await bench.backUp(format, { live: true });
        expect(manifest.fileCount).toBeGreaterThan(0);
      }
    } finally {
      stop.abort();
      await restless;
    }
  });
});

describe('what this system lacks', () => {
  it('is named with the remedy', async () => {
    const bench = await Workbench.open();
    try {
      const tools = join(bench.root, 'tools');
      await mkdir(tools);
      const bare = await Workbench.open({ tools: new SystemTools([tools]) });
      await expect(bare.store.ensureFormat('tar')).rejects.toThrow(/GNU tar.*Install the package "tar"/);
      await run('ln', ['-s', '/bin/tar', join(tools, 'tar')]);
      await expect(bare.store.ensureFormat('tar')).resolves.toBeUndefined();
      await expect(bare.store.ensureFormat('tar.gz')).rejects.toThrow(FormatUnavailable);
      await bare.close();
    } finally {
      await bench.close();
    }
  });
});
