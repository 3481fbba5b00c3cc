import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestService } from '../test/support/service/test-service.js';
import { compared, type Figure, type Findings, milliseconds } from './support/figure.js';
import { interleave, timed } from './support/interleave.js';
import { percentile } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

const FEW = 1_000;
const MANY = 100_000;
const ARCHIVES = 20;
const WARM_UP = 100;
const REQUESTS = 600;
const AT_MOST = 2;

/** Each with the arguments that a page of the user interface or a script would send. */
const QUERIES: Readonly<Record<string, (jobs: number) => string>> = {
  'all, newest first': () => '',
  'of one archive': () => '?archive_id=7',
  'failed ones': () => '?status=failed',
  'cancelled ones of one archive (rare)': () => '?archive_id=7&status=cancelled',
  'of one type, from the middle on': (jobs) => `?type=archive&cursor=${jobs / 2}`,
};

/** A page of the history must not cost more the longer it is. */
export async function measureJobList(workshop: Workshop): Promise<Findings> {
  const few = await serviceWith(workshop, FEW);
  const many = await serviceWith(workshop, MANY);
  const figures: Figure[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const times = await interleave(
      { counted: REQUESTS, warmUp: WARM_UP },
      {
        few: () => timed(() => few.get(`/api/jobs${query(FEW)}`)),
        many: () => timed(() => many.get(`/api/jobs${query(MANY)}`)),
      },
    );
    figures.push(
      compared({
        what: `p99 with 100,000 jobs against 1,000: ${name}`,
        ours: percentile(times.many, 99) * 1000,
        plain: percentile(times.few, 99) * 1000,
        format: milliseconds,
        atMost: AT_MOST,
      }),
    );
  }
  await workshop.dismiss(few);
  await workshop.dismiss(many);
  return {
    title: 'Job list',
    how: `\`GET /api/jobs\`, pages of 50, asked of two services in turns, one with ${FEW} and one with ${MANY} jobs of ${ARCHIVES} archives in the database (copies of a real one, with one failed in 50 and one cancelled in 500); ${REQUESTS} requests of each kind to each service after ${WARM_UP} to warm up, one at a time.`,
    figures,
  };
}

async function serviceWith(workshop: Workshop, jobs: number): Promise<TestService> {
  const place = await workshop.place(`jobs-${jobs}`);
  const stack = join(place, 'shop');
  await mkdir(stack);
  await writeFile(join(stack, 'compose.yaml'), 'services: {}');
  const service = await workshop.service({ stacksDirs: [place] });
  const real = await service.backUp([stack], { output_format: 'tar' });
  await service.finished(real);
  for (let index = 1; index <= ARCHIVES; index += 1)
    await service.post('/api/archives', { name: `Plan ${index}`, stacks: [stack] });
  await service.database.query(copiesOf(real, jobs - 1));
  // As the database does by itself some time after so many new rows.
  await service.database.query('VACUUM ANALYZE jobs');
  return service;
}

const copiesOf = (job: number, count: number): string => `
  INSERT INTO jobs (type, archive_id, plan, status, triggered_by, dry_run, queued_at, started_at, finished_at,
                    total_size_bytes, progress, error, log_file)
  SELECT type, 1 + number % ${ARCHIVES}, plan,
         CASE WHEN number % 50 = 3 THEN 'failed' WHEN number % 500 = 6 THEN 'cancelled' ELSE status END,
         triggered_by, dry_run, queued_at, started_at, finished_at, total_size_bytes, progress, error, log_file
  FROM jobs, generate_series(1, ${count}) AS number WHERE id = ${job}`;
