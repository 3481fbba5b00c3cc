import type { NewLogLine } from '../src/modules/jobs/index.js';
import { compared, type Findings, milliseconds, seconds } from './support/figure.js';
import { afterSync, interleave, timed } from './support/interleave.js';
import { LogStores } from './support/log-stores.js';
import { median } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

const ROUNDS = 5;
const BATCH = 1_000;
const BATCHES = 100;
const BATCHES_MORE = 50;
/** What may differ between two things that cost the same. */
const NOISE = 1.15;

/** Adding to a log must not cost more the longer it is. */
export async function measureJobLog(workshop: Workshop): Promise<Findings> {
  const place = await workshop.place('job-log');
  const stores = await LogStores.open(place);
  const whole = await interleave(
    { counted: ROUNDS, warmUp: 1 },
    { oneLong: afterSync(() => storeInOne(stores)), manyShort: afterSync(() => storeInMany(stores)) },
  );
  const next = await measureNextBatch(stores);
  await stores.close();
  await workshop.clear(place);
  return {
    title: 'Job log',
    how: `Lines of some 80 bytes, ${BATCH} at a time as the service stores them when they come fast, into PostgreSQL and the log file. One log of 100,000 lines against 100 logs of 1,000, medians of ${ROUNDS} alternating rounds; then 1,000 lines added to the long one and to an empty one in turns, medians of ${BATCHES_MORE}. ${NOISE} is what two equal things may differ by.`,
    figures: [
      compared({
        what: '100,000 lines in one log against 100 logs of 1,000',
        ours: median(whole.oneLong),
        plain: median(whole.manyShort),
        format: seconds,
        atMost: NOISE,
      }),
      compared({
        what: '1,000 more lines in a log of 100,000 against an empty one',
        ours: median(next.long) * 1000,
        plain: median(next.empty) * 1000,
        format: milliseconds,
        atMost: NOISE,
      }),
    ],
  };
}

async function storeInOne(stores: LogStores): Promise<number> {
  const job = await stores.newJob();
  return timed(async () => {
    for (let batch = 0; batch < BATCHES; batch += 1) await stores.append(job, linesOf(batch));
  });
}

async function storeInMany(stores: LogStores): Promise<number> {
  const jobs: number[] = [];
  for (let count = 0; count < BATCHES; count += 1) jobs.push(await stores.newJob());
  return timed(async () => {
    for (const job of jobs) await stores.append(job, linesOf(0));
  });
}

async function measureNextBatch(
  stores: LogStores,
): Promise<Readonly<Record<'long' | 'empty', readonly number[]>>> {
  const longJob = await stores.newJob();
  let batches = 0;
  const long = (): Promise<number> => timed(() => stores.append(longJob, linesOf(batches++)));
  while (batches < BATCHES) await long();
  const empty = async (): Promise<number> => {
    const job = await stores.newJob();
    return timed(() => stores.append(job, linesOf(0)));
  };
  return interleave({ counted: BATCHES_MORE, warmUp: 1 }, { long, empty });
}

const linesOf = (batch: number): readonly NewLogLine[] =>
  Array.from({ length: BATCH }, (_, index) => ({
    time: new Date(),
    level: 'INFO',
    stack: 'shop',
    text: `Line ${index} of batch ${batch}, as long as what the service and the programs it starts say`,
  }));
