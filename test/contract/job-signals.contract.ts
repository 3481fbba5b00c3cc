import type { JobSignal, JobSignals } from '../../src/modules/jobs/index.js';
import { untilTrue } from '../support/postgres/eventually.js';

export interface JobSignalsHarness {
  readonly here: JobSignals;
  /** Another instance; the same object where there is only one. */
  readonly there: JobSignals;
}

export function jobSignalsContract(make: () => Promise<JobSignalsHarness>): void {
  let here: JobSignals;
  let there: JobSignals;
  beforeEach(async () => {
    ({ here, there } = await make());
  });

  it('reaches every subscriber, here and there, in the order of sending', async () => {
    const [mine, own, theirs]: [JobSignal[], JobSignal[], JobSignal[]] = [[], [], []];
    const stop = [
      here.subscribe((s) => mine.push(s)),
      here.subscribe((s) => own.push(s)),
      there.subscribe((s) => theirs.push(s)),
    ];
    const sent: JobSignal[] = [
      { jobId: 1, change: 'log' },
      { jobId: 2, change: 'cancel' },
      { jobId: 1, change: 'status' },
      { jobId: 3, change: 'metrics' },
    ];
    for (const signal of sent) await here.send(signal);
    await untilTrue('the signals to arrive', () => [mine, own, theirs].every((heard) => heard.length === 4));
    for (const heard of [mine, own, theirs]) expect(heard).toEqual(sent);
    for (const end of stop) end();
  });

  it('is silent after the end of a subscription, and that of others goes on', async () => {
    const [ended, going]: [JobSignal[], JobSignal[]] = [[], []];
    const listener = (signal: JobSignal): void => void ended.push(signal);
    const end = here.subscribe(listener);
    here.subscribe((signal) => going.push(signal));
    end();
    await there.send({ jobId: 1, change: 'log' });
    await untilTrue('the signal to arrive', () => going.length === 1);
    expect(ended).toEqual([]);
  });

  it('survives a subscriber that fails', async () => {
    const heard: JobSignal[] = [];
    here.subscribe(() => {
      throw new Error('a subscriber is broken, as this test wants it');
    });
    here.subscribe((signal) => heard.push(signal));
    await here.send({ jobId: 1, change: 'log' });
    await untilTrue('the signal to arrive', () => heard.length === 1);
  });
}
