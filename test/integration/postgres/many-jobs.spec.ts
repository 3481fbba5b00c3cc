import type { JobFilter } from '../../../src/modules/jobs/index.js';
import { PostgresArchiveRepository } from '../../../src/adapters/out/postgres/repositories/postgres.archive-repository.js';
import { PostgresJobRepository } from '../../../src/adapters/out/postgres/repositories/postgres.job-repository.js';
import { archivePlan } from '../../contract/archive-repository.contract.js';
import { at } from '../../contract/job-repository.fixtures.js';
import { withTestDatabase } from '../../support/postgres/test-database.js';

const JOBS = 100_000;
/** Pages of 8 KiB that one look may touch: the page of results and the way down an index, not the table. */
const FEW_BLOCKS = 400;

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

describe(`with ${JOBS} jobs`, () => {
  const database = withTestDatabase();
  let archiveId: number;

  beforeAll(async () => {
    const archives = new PostgresArchiveRepository(await database.dataSource());
    archiveId = (await archives.create(archivePlan(), at(0))).id;
    const rare = (await archives.create(archivePlan({ name: 'rare' }), at(0))).id;
    await database.query(
      `INSERT INTO jobs (type, archive_id, plan, status, triggered_by, dry_run, queued_at)
       SELECT 'archive', CASE WHEN n % 5000 = 0 THEN $2::integer ELSE $1::integer END, '{"stacks": []}',
         CASE WHEN n % 20000 = 1 THEN 'failed' ELSE 'success' END, 'schedule', false, now()
       FROM generate_series(1, ${JOBS}) AS n`,
      [archiveId, rare],
    );
    await database.query('ANALYZE jobs');
  });

  it.each<[string, (id: number) => JobFilter]>([
    ['no filter', () => ({ limit: 50 })],
    ['a cursor in the middle', () => ({ limit: 50, before: JOBS / 2 })],
    ['one type', () => ({ limit: 50, type: 'archive' })],
    ['a common archive', (id) => ({ limit: 50, archiveId: id })],
    ['a rare archive', (id) => ({ limit: 50, archiveId: id + 1, before: JOBS / 2 })],
    ['a common status', () => ({ limit: 50, status: 'success', before: JOBS / 2 })],
    ['a rare status', () => ({ limit: 50, status: 'failed' })],
    ['no such status', () => ({ limit: 50, status: 'cancelled', type: 'archive' })],
    [
      'a rare status of a common archive',
      (id) => ({ limit: 50, archiveId: id, status: 'failed', type: 'archive' }),
    ],
  ])('a page with %s touches few blocks', async (_name, filter) => {
    const dataSource = await database.dataSource();
    const asked: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
    const jobs = new PostgresJobRepository(dataSource);
    const logger = dataSource.logger;
    dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: (sql: string, values: readonly unknown[] = []) => asked.push({ sql, values }),
    });
    await jobs.find(filter(archiveId));
    dataSource.logger = logger;
    expect(asked).toHaveLength(1);
    const [row] = await database.query(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${asked[0]?.sql}`,
      asked[0]?.values,
    );
    const [{ Plan: plan }] = row?.['QUERY PLAN'] as [{ readonly Plan: Plan }];
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(FEW_BLOCKS);
  });
});
