import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import { OUTPUT_FORMATS, WriterFailed } from '../../../src/modules/archives/index.js';
import { eventually, fill, Workbench } from './workbench.js';

describe('a stack that is down does not wait', () => {
  it.each(OUTPUT_FORMATS)('for the removal of what was written (%s)', async (format) => {
    const tools = new SlowRemoval();
    const bench = await Workbench.open({ tools });
    try {
      await fill(bench.stack(), 2, 1);
      const target = await bench.target(format);
      const controller = new AbortController();
      const request = bench.request(target, {
        signal: controller.signal,
        onProgress: ({ files }) => files > 0 && controller.abort(new Error('enough')),
      });
      await expect(bench.store.capture(request)).rejects.toThrow('enough');
      expect(await bench.written()).toContainEqual(expect.stringMatching(/\.partial$/));
      tools.letGo();
      await bench.store.discard(target);
      expect(await bench.written()).toEqual([]);
    } finally {
      tools.letGo();
      await bench.close();
    }
  });

  it.each(['tar', 'folder'] as const)(
    'for a writer that nothing ends (%s)',
    async (format) => {
      const bin = await Workbench.open();
      const escaped = join(bin.root, 'escaped');
      const bench = await Workbench.open({ tools: await toolsWithRunawayTar(bin.root, escaped) });
      try {
        await fill(bench.stack(), 1, 1);
        const target = await bench.target(format);
        const controller = new AbortController();
        const capture = bench.store.capture(bench.request(target, { signal: controller.signal }));
        void eventually(() => isWritten(escaped), 'tar ran').finally(() => controller.abort());
        await expect(capture).rejects.toThrow(WriterFailed);
        await expect(capture).rejects.toThrow(/did not end even when killed/);
        await bench.store.discard(target);
        expect(await bench.written()).toEqual([]);
      } finally {
        await endAll(escaped);
        await bench.close();
        await bin.close();
      }
    },
    60_000,
  );
});

/** Removes nothing before it is let go. */
class SlowRemoval extends SystemTools {
  letGo: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => (this.letGo = resolve));

  override async output(program: string, args: readonly string[], timeout?: number): Promise<string> {
    if (program === 'rm') await this.gate;
    return super.output(program, args, timeout);
  }
}

/** Its tar leaves the group in which it was started, out of reach of any signal to it, and keeps its pipes. */
async function toolsWithRunawayTar(root: string, escaped: string): Promise<SystemTools> {
  const bin = join(root, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\nexec setsid --fork --wait sh -c 'echo $$ >> ${escaped}; exec sleep 600'\n`;
  await writeFile(join(bin, 'tar'), script);
  await chmod(join(bin, 'tar'), 0o755);
  return new SystemTools([bin, '/usr/bin', '/bin']);
}

const isWritten = async (path: string): Promise<boolean> =>
  (await readFile(path, 'utf8').catch(() => '')).includes('\n');

async function endAll(escaped: string): Promise<void> {
  const pids = (await readFile(escaped, 'utf8')).split('\n').filter((pid) => pid !== '');
  pids.forEach((pid) => process.kill(Number(pid), 'SIGKILL'));
}
