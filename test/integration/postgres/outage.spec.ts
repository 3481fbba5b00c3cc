import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { EmbeddedPostgres } from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import type { DatabaseAddress } from '../../../src/adapters/out/postgres/connection-options.js';
import { PostgresDatabaseProbe } from '../../../src/adapters/out/postgres/postgres.database-probe.js';
import { PostgresAnnouncer } from '../../../src/adapters/out/postgres/messages/postgres-announcer.js';
import { PostgresListener } from '../../../src/adapters/out/postgres/messages/postgres-listener.js';
import { PostgresJobQueue } from '../../../src/adapters/out/postgres/messages/postgres.job-queue.js';
import { PostgresJobSignals } from '../../../src/adapters/out/postgres/messages/postgres.job-signals.js';
import { WaitingJobs } from '../../../src/adapters/out/postgres/messages/waiting-jobs.js';
import { openDatabase } from '../../../src/adapters/out/postgres/open-database.js';
import { PostgresJobRepository } from '../../../src/adapters/out/postgres/repositories/postgres.job-repository.js';
import type { JobSignal } from '../../../src/modules/jobs/index.js';
import { claimBy, newJob } from '../../contract/job-repository.fixtures.js';
import { untilTrue } from '../../support/postgres/eventually.js';

/** So long that only messages can wake the queue within the patience of these tests. */
const NEVER_MS = 3_600_000;

describe('when the database goes and comes back', () => {
  let dataDir: string;
  let server: EmbeddedPostgres;
  let address: DatabaseAddress;
  let dataSource: DataSource;
  let listener: PostgresListener;
  let announcer: PostgresAnnouncer;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'stowage-outage-'));
    await chmod(dataDir, 0o711);
    server = new EmbeddedPostgres({ dataDir });
    address = await server.start();
    dataSource = await openDatabase(address);
    announcer = new PostgresAnnouncer(dataSource);
    listener = new PostgresListener(address);
    await listener.start();
  });

  afterEach(async () => {
    await listener.close();
    await dataSource.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const restart = async (): Promise<void> => {
    await server.stop();
    server = new EmbeddedPostgres({ dataDir });
    await server.start();
  };
  const breakConnections = async (): Promise<void> => {
    const others = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()';
    await dataSource.query(`${others} AND application_name = 'stowage'`);
  };

  it.each([
    ['every connection is broken', breakConnections],
    ['the server is stopped and started', restart],
  ])('signals arrive again after %s', async (_what, disturb) => {
    const signals = new PostgresJobSignals(announcer, listener);
    const heard: JobSignal[] = [];
    let lookedAgain = 0;
    signals.subscribe((signal) => heard.push(signal));
    listener.subscribe({ hear: () => undefined, lookAgain: () => (lookedAgain += 1) });
    await disturb();
    await untilTrue('the listener to be back', () => lookedAgain > 0);
    await untilTrue('the pool to be back', () =>
      dataSource.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    await signals.send({ jobId: 1, change: 'log' });
    await untilTrue('the signal to arrive', () => heard.length > 0);
    expect(heard).toEqual([{ jobId: 1, change: 'log' }]);
  });

  it('a job that was announced while nobody could hear it is done all the same', async () => {
    const jobs = new PostgresJobRepository(dataSource);
    const queue = new PostgresJobQueue(announcer, listener, new WaitingJobs(dataSource), NEVER_MS);
    const done: number[] = [];
    await queue.consume(async (id) => {
      if (await jobs.claim(id, claimBy('w'))) done.push(id);
    }, 1);
    // Nobody hears of it: only the look after the outage can find it.
    const { id } = await jobs.add(newJob());
    await restart();
    await untilTrue('the job to be done', () => done.length === 1);
    expect(done).toEqual([id]);
    await queue.close();
  });

  it('a job that nobody announced is found at the next look', async () => {
    const jobs = new PostgresJobRepository(dataSource);
    const queue = new PostgresJobQueue(announcer, listener, new WaitingJobs(dataSource), 50);
    const done: number[] = [];
    await queue.consume(async (id) => {
      if (await jobs.claim(id, claimBy('w'))) done.push(id);
    }, 1);
    const { id } = await jobs.add(newJob());
    await untilTrue('the job to be done', () => done.length === 1);
    expect(done).toEqual([id]);
    await queue.close();
  });

  it('announcing without a database rejects nothing', async () => {
    await server.stop();
    await announcer.send({ topic: 'job-waiting', jobId: 1 });
  });

  it('the probe tells whether it answers', async () => {
    const probe = new PostgresDatabaseProbe(address);
    await probe.check();
    await server.stop();
    await expect(probe.check()).rejects.toThrow();
  });

  it('closing works in the middle of an outage', async () => {
    await server.stop();
    await listener.close();
  });

  it('a start says where it looked for a database, and not the password', async () => {
    await server.stop();
    const opening = openDatabase({ ...address, password: 'hunter2' }, 0);
    await expect(opening).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.stringContaining(`${address.host}:5432`) as string,
    });
    await expect(openDatabase({ ...address, password: 'hunter2' }, 0)).rejects.not.toThrow('hunter2');
  });
});
