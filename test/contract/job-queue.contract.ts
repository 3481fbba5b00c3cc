import type { JobQueue } from '../../src/modules/jobs/index.js';
import { untilTrue } from '../support/postgres/eventually.js';

export interface JobQueueHarness {
  readonly queue: JobQueue;
  /** Makes a job that waits, and returns its id. Does not announce it. */
  addWaitingJob(): Promise<number>;
  /** True for the one caller who gets it. */
  claim(jobId: number): Promise<boolean>;
}

export function jobQueueContract(make: () => Promise<JobQueueHarness>): void {
  let harness: JobQueueHarness;
  let queue: JobQueue;
  let announced: number[];
  beforeEach(async () => {
    harness = await make();
    queue = harness.queue;
    announced = [];
  });
  afterEach(() => queue.close());

  const announceNew = async (): Promise<number> => {
    const id = await harness.addWaitingJob();
    announced.push(id);
    await queue.announce(id);
    return id;
  };

  it('delivers what was announced before anybody consumed, and what comes later', async () => {
    const done: number[] = [];
    for (let n = 0; n < 3; n += 1) await announceNew();
    await queue.consume(async (id) => {
      if (await harness.claim(id)) done.push(id);
    }, 2);
    for (let n = 0; n < 3; n += 1) await announceNew();
    await untilTrue('all jobs to be done', () => done.length === 6);
    expect(done.toSorted((a, b) => a - b)).toEqual(announced);
  });

  it('never has more under way than it may, and uses every slot', async () => {
    const gate = new Gate();
    let [now, most, done] = [0, 0, 0];
    await queue.consume(async (id) => {
      if (!(await harness.claim(id))) return;
      most = Math.max(most, ++now);
      await gate.opened;
      now -= 1;
      done += 1;
    }, 3);
    for (let n = 0; n < 8; n += 1) await announceNew();
    await untilTrue('three handlers to be under way', () => now === 3);
    gate.open();
    await untilTrue('all jobs to be done', () => done === 8);
    expect(most).toBe(3);
  });

  it('goes on after a handler that fails', async () => {
    const done: number[] = [];
    await queue.consume(async (id) => {
      if (!(await harness.claim(id))) return;
      done.push(id);
      throw new Error('this handler fails, as this test wants it');
    }, 1);
    for (let n = 0; n < 3; n += 1) await announceNew();
    await untilTrue('all jobs to be tried', () => done.length === 3);
  });

  it('is not worn out by a job that its handler leaves waiting', async () => {
    const left = await announceNew();
    let [looks, done] = [0, 0];
    await queue.consume(async (id) => {
      if (id === left) looks += 1;
      else if (await harness.claim(id)) done += 1;
    }, 1);
    for (let n = 0; n < 20; n += 1) await announceNew();
    await untilTrue('the other jobs to be done', () => done === 20);
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(5);
  });

  it('closes after the handlers under way, and takes nothing more', async () => {
    const gate = new Gate();
    const started: number[] = [];
    await queue.consume(async (id) => {
      if (!(await harness.claim(id))) return;
      started.push(id);
      await gate.opened;
    }, 1);
    await announceNew();
    await announceNew();
    await untilTrue('the first handler to be under way', () => started.length === 1);
    let closed = false;
    const closing = queue.close().then(() => (closed = true));
    await announceNew();
    expect(closed).toBe(false);
    gate.open();
    await closing;
    expect(started).toHaveLength(1);
  });
}

class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}
