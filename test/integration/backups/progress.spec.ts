import { execFile } from 'node:child_process';
import { chmod, open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import type { WriteProgress } from '../../../src/modules/archives/index.js';
import { until } from '../../support/docker/until.js';
import { fill, MB, Workbench } from './workbench.js';

const run = promisify(execFile);
const SIZE = 40 * MB;
const TAKEN = 10 * MB;
/** What tar holds in memory and in the pipe to its compressor. */
const UNDER_WAY = MB;

describe('the progress within a file', () => {
  let bin: Workbench;
  let bench: Workbench;
  let gate: FileHandle;
  beforeEach(async () => {
    bin = await Workbench.open();
    gate = await plantGatedPigz(bin.root);
    bench = await Workbench.open({ tools: new SystemTools([bin.root, '/usr/bin', '/bin']) });
    await fill(bench.stack(), 1, SIZE / MB);
  });
  afterEach(async () => {
    await gate.close();
    await bench.close();
    await bin.close();
  });

  it('is what tar has read of it', async () => {
    const told: WriteProgress[] = [];
    const read = (): number => told.at(-1)?.bytesRead ?? 0;
    const end = new AbortController();
    const onProgress = (progress: WriteProgress): void => void told.push(progress);
    const backup = bench.backUp('tar.gz', { onProgress, signal: end.signal });
    try {
      await until('tar to list the file', () => told.at(-1)?.files === 1);
      expect(read()).toBe(0);
      await gate.write('\n');
      await until('tar to read a part of it', () => read() > TAKEN - UNDER_WAY);
      expect(read()).toBeLessThan(TAKEN + UNDER_WAY);
      await gate.write('\n');
      await backup;
      expect(read()).toBe(SIZE);
    } finally {
      end.abort();
      await backup.catch(() => undefined);
    }
  });
});

/** A pigz that takes nothing, then a part, then the rest: one step for each line that is written to the gate. */
async function plantGatedPigz(bin: string): Promise<FileHandle> {
  const gate = join(bin, 'gate');
  await run('mkfifo', [gate]);
  const takePart = `dd bs=${MB} count=${TAKEN / MB} iflag=fullblock status=none`;
  const script = `#!/bin/sh\nread _ <${gate}\n${takePart}\nread _ <${gate}\nexec cat\n`;
  await writeFile(join(bin, 'pigz'), script);
  await chmod(join(bin, 'pigz'), 0o755);
  return open(gate, 'r+');
}
