import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RotatingAppLog } from '../../../src/adapters/out/system/rotating-app-log.js';
import { SystemClock } from '../../../src/adapters/out/system/system-clock.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { Clock } from '../../../src/kernel/clock.port.js';

class LaterClock extends Clock {
  aheadMs = 0;
  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
  pause(ms: number): Promise<void> {
    return new SystemClock().pause(ms);
  }
}

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('the application log on a disk of 64 KiB', () => {
  const clock = new LaterClock();
  let disk: string;
  let printed = '';

  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'stowage-full-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });

  it('goes on printing when the disk is full, and on writing when it is not any more', async () => {
    await writeFile(join(disk, 'ballast'), Buffer.alloc(40 * 1024));
    const log = new RotatingAppLog(loadConfig({ LOG_DIR: disk }), clock);
    const deadline = Date.now() + 30_000;
    while (!printed.includes('cannot be written')) {
      if (Date.now() > deadline) throw new Error('the disk did not fill up');
      log.log('x'.repeat(1000));
      await clock.pause(1);
    }
    expect(printed).toContain('ENOSPC');

    await rm(join(disk, 'ballast'));
    clock.aheadMs = 10_000;
    log.log('there is room again');
    await log.close();
    expect(await readFile(join(disk, 'app.log'), 'utf8')).toMatch(/there is room again\n$/);
  });
});
