import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open as openFile, readFile } from 'node:fs/promises';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { Compressors, ZSTD_OF_NODE } from '../../../src/adapters/out/filesystem/backups/compressors.js';
import { NodePacker } from '../../../src/adapters/out/filesystem/backups/node-packer.js';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import { DiskFull, type WriteProgress } from '../../../src/modules/archives/index.js';
import {
  eventually,
  fill,
  partialOf,
  processesHolding,
  processesMentioning,
  Workbench,
} from './workbench.js';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0 ? it : it.skip;

class WithoutZstd extends SystemTools {
  override async has(tool: string): Promise<boolean> {
    return tool !== 'zstd' && super.has(tool);
  }
}

/** Node's own, or what stands in for it where Node has none: packing is the same. */
const packer = ZSTD_OF_NODE.createZstdCompress ?? (() => createGzip());

describe('a backup that Node compresses, as the program zstd is missing', () => {
  let bench: Workbench;
  const open = async (createZstdCompress: typeof packer): Promise<void> => {
    const tools = new WithoutZstd();
    bench = await Workbench.open({ tools, compressors: new Compressors(tools, { createZstdCompress }) });
  };
  afterEach(() => bench.close());

  it('is read by plain tools and is what was counted and hashed', async () => {
    await open(packer);
    await fill(bench.stack(), 3, 5);
    await bench.store.ensureFormat('tar.zst');
    const { target, sealed } = await bench.backUp('tar.zst');
    await run('tar', ['--extract', `--file=${target.path}`, `--directory=${bench.root}`]);
    const { stdout } = await run('diff', ['--recursive', bench.stack(), `${bench.root}/web`]);
    expect(stdout).toBe('');
    const content = await readFile(target.path);
    expect(sealed.bytes).toBe(content.length);
    expect(sealed.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('ends when it is aborted, and leaves nothing', async () => {
    await open(packer);
    await fill(bench.stack(), 40, 2);
    const controller = new AbortController();
    const reason = new Error('aborted');
    const target = await bench.target('tar.zst');
    let files = 0;
    const onProgress = (progress: WriteProgress): void => {
      files = progress.files;
      if (progress.bytesWritten > 0) controller.abort(reason);
    };
    const changes = { signal: controller.signal, compressionLevel: 19, onProgress };
    await expect(bench.store.capture(bench.request(target, changes))).rejects.toBe(reason);
    expect(files).toBeLessThan(40);
    expect(await processesMentioning(bench.root)).toEqual([]);
    expect(await processesHolding(partialOf(target))).toEqual([]);
    await bench.store.discard(target);
    expect(await bench.written()).toEqual([]);
  });

  it('does not wait for ever for what cannot be written, and keeps its file from others until it can', async () => {
    const slow = new SlowFlush();
    await open(() => slow.stream);
    await fill(bench.stack(), 1, 1);
    const target = await bench.target('tar.zst');
    const controller = new AbortController();
    const reason = new Error('aborted');
    const capture = bench.store.capture(bench.request(target, { signal: controller.signal }));
    void slow.reached.then(() => controller.abort(reason));
    await expect(capture).rejects.toBe(reason);
    expect(await processesHolding(partialOf(target))).toEqual([process.pid]);
    slow.finish();
    await eventually(async () => (await processesHolding(partialOf(target))).length === 0, 'it let go');
    await bench.store.discard(target);
    expect(await bench.written()).toEqual([]);
  });

  asRoot('tells of a full disk', async () => {
    await open(packer);
    await fill(bench.stack(), 3, 5);
    await mkdir(bench.archivesDir);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', bench.archivesDir]);
    try {
      await expect(bench.backUp('tar.zst')).rejects.toThrow(DiskFull);
      expect(await processesMentioning(bench.root)).toEqual([]);
      expect(await bench.written()).toEqual([]);
    } finally {
      await run('umount', [bench.archivesDir]);
    }
  });

  it('is refused where Node has no zstd either', async () => {
    bench = await Workbench.open({ compressors: new Compressors(new WithoutZstd(), {}) });
    await expect(bench.backUp('tar.zst')).rejects.toThrow(
      /Install the package "zstd", or run Stowage on Node/,
    );
  });
});

describe('NodePacker', () => {
  it('does not make an abort wait for what is still to be written', async () => {
    const bench = await Workbench.open();
    const file = await openFile(`${bench.root}/packed`, 'w');
    const slow = new SlowFlush();
    const packer = new NodePacker(slow.stream, file);
    packer.take(Readable.from([Buffer.from('packed')]));
    await slow.reached;
    const controller = new AbortController();
    const finished = packer.finish(controller.signal);
    controller.abort(new Error('aborted'));
    await expect(finished).rejects.toThrow('aborted');
    slow.finish();
    await packer.ended;
    await file.close();
    expect(await readFile(`${bench.root}/packed`, 'utf8')).toBe('packed');
    await bench.close();
  });
});

/** A compressor that, at the end of its input, has something to write until it is told to finish. */
class SlowFlush {
  finish: () => void = () => undefined;
  readonly reached: Promise<void>;
  readonly stream: Transform;

  constructor() {
    let reach: () => void = () => undefined;
    this.reached = new Promise((resolve) => (reach = resolve));
    this.stream = new PassThrough({
      flush: (done) => {
        this.finish = done;
        reach();
      },
    });
  }
}
