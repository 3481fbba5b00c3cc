import { concludeJob } from './job-conclusion.js';
import { pendingMetric, type StackMetric } from './stack-metric.js';

const backedUp = (more: Partial<StackMetric> = {}): StackMetric => ({
  ...pendingMetric('shop', '/opt/stacks/shop'),
  status: 'success',
  archiveSizeBytes: 10,
  runningAgain: true,
  ...more,
});
const notBackedUp = (more: Partial<StackMetric> = {}): StackMetric =>
  backedUp({ status: 'failed', archiveSizeBytes: null, error: 'disk full', ...more });

const cancelled = { code: 'JOB_CANCELLED', message: 'cancelled' };
const stopping = { code: 'SERVICE_STOPPING', message: 'stopped' };
const noStacks = { code: 'NO_VALID_STACKS', message: 'No valid stacks found.' };

describe('concludeJob', () => {
  it.each([
    ['all backed up', [backedUp(), backedUp()], null, null, 'success', null],
    ['some backed up', [backedUp(), notBackedUp()], null, null, 'partial', 'STACKS_NOT_BACKED_UP'],
    ['none backed up', [notBackedUp()], null, null, 'failed', 'STACKS_NOT_BACKED_UP'],
    ['failed early', [], noStacks, null, 'failed', 'NO_VALID_STACKS'],
    ['cancelled', [backedUp(), notBackedUp()], null, cancelled, 'cancelled', 'JOB_CANCELLED'],
    ['cancelled when all was done', [backedUp()], null, cancelled, 'success', null],
    ['cancelled before anything', [], null, cancelled, 'cancelled', 'JOB_CANCELLED'],
    ['the service stopped', [notBackedUp()], null, stopping, 'failed', 'SERVICE_STOPPING'],
    ['backed up but left down', [backedUp({ runningAgain: false })], null, null, 'failed', 'STACK_LEFT_DOWN'],
    [
      'cancelled and left down',
      [notBackedUp({ runningAgain: false })],
      null,
      cancelled,
      'failed',
      'STACK_LEFT_DOWN',
    ],
  ])('%s', (_name, metrics, failure, interruption, status, code) => {
    expect(concludeJob(metrics, failure, interruption)).toMatchObject({
      status,
      error: code === null ? null : { code },
    });
  });

  it('adds up what was written, also when the job failed', () => {
    expect(concludeJob([backedUp(), backedUp({ runningAgain: false })], null, null).totalSizeBytes).toBe(20);
  });

  it('names each stack that was not backed up, with its reason', () => {
    expect(concludeJob([backedUp(), notBackedUp()], null, null).error?.message).toBe(
      '1 of 2 stacks were not backed up. shop: disk full',
    );
  });
});
