import { EarlyWriteback } from './early-writeback.js';

const MIB = 1024 * 1024;

/** A disk that takes its time. */
class SlowFile {
  syncs = 0;
  private readonly waiting: ((error?: Error) => void)[] = [];

  datasync(): Promise<void> {
    this.syncs += 1;
    return new Promise((resolve, reject) => {
      this.waiting.push((error) => (error ? reject(error) : resolve()));
    });
  }

  async answer(error?: Error): Promise<void> {
    this.waiting.splice(0).forEach((end) => end(error));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('EarlyWriteback', () => {
  it('asks the disk once at a time, and not for every little', async () => {
    const file = new SlowFile();
    const writeback = new EarlyWriteback(file);
    writeback.advance(MIB);
    await writeback.finish();
    expect(file.syncs).toBe(0);
    writeback.advance(40 * MIB);
    writeback.advance(90 * MIB);
    await new Promise((resolve) => setImmediate(resolve));
    expect(file.syncs).toBe(1);
    await file.answer();
    writeback.advance(91 * MIB);
    await new Promise((resolve) => setImmediate(resolve));
    expect(file.syncs).toBe(2);
    await file.answer();
    await writeback.finish();
  });

  it('keeps what the disk said until somebody asks, as the kernel says it only once', async () => {
    const file = new SlowFile();
    const writeback = new EarlyWriteback(file);
    writeback.advance(40 * MIB);
    await new Promise((resolve) => setImmediate(resolve));
    await file.answer(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    writeback.advance(80 * MIB);
    await new Promise((resolve) => setImmediate(resolve));
    await file.answer();
    await expect(writeback.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
