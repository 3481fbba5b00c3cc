import { PostgresSuspensionJournal } from '../../../src/adapters/out/postgres/repositories/postgres.suspension-journal.js';
import { withTestDatabase } from '../../support/postgres/test-database.js';

const TIMES = 10;

describe('a server that commits asynchronously', () => {
  const database = withTestDatabase();

  it('has a suspension on disk all the same when it is open', async () => {
    await database.query(`ALTER DATABASE "${database.address.name}" SET synchronous_commit = off`);
    const journal = new PostgresSuspensionJournal(await database.dataSource());
    const bytesNotOnDisk: number[] = [];
    for (let jobId = 1; jobId <= TIMES; jobId += 1) {
      await journal.open({
        jobId,
        stackPath: `/opt/stacks/${jobId}`,
        stackName: String(jobId),
        project: String(jobId),
        containers: [],
        openedAt: new Date(),
      });
      const [answer] = await database.query(
        'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), pg_current_wal_flush_lsn())::integer AS bytes',
      );
      bytesNotOnDisk.push(Number(answer?.['bytes']));
    }
    // The server itself writes something now and then.
    expect(bytesNotOnDisk.filter((bytes) => bytes > 0).length).toBeLessThan(TIMES / 2);
  });
});
