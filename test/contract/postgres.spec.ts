import { PostgresAnnouncer } from '../../src/adapters/out/postgres/messages/postgres-announcer.js';
import { PostgresListener } from '../../src/adapters/out/postgres/messages/postgres-listener.js';
import { PostgresJobQueue } from '../../src/adapters/out/postgres/messages/postgres.job-queue.js';
import { PostgresJobSignals } from '../../src/adapters/out/postgres/messages/postgres.job-signals.js';
import { WaitingJobs } from '../../src/adapters/out/postgres/messages/waiting-jobs.js';
import { PostgresArchiveRepository } from '../../src/adapters/out/postgres/repositories/postgres.archive-repository.js';
import { PostgresBackupCatalogue } from '../../src/adapters/out/postgres/repositories/postgres.backup-catalogue.js';
import { PostgresJobLog } from '../../src/adapters/out/postgres/repositories/postgres.job-log.js';
import { PostgresJobRepository } from '../../src/adapters/out/postgres/repositories/postgres.job-repository.js';
import { PostgresSuspensionJournal } from '../../src/adapters/out/postgres/repositories/postgres.suspension-journal.js';
import { withTestDatabase } from '../support/postgres/test-database.js';
import { archivePlan, archiveRepositoryContract } from './archive-repository.contract.js';
import { backupCatalogueContract } from './backup-catalogue.contract.js';
import { jobLeasesContract } from './job-leases.contract.js';
import { jobLogContract } from './job-log.contract.js';
import { jobQueueContract } from './job-queue.contract.js';
import { jobRepositoryContract } from './job-repository.contract.js';
import { at, claimBy, newJob } from './job-repository.fixtures.js';
import { jobSignalsContract } from './job-signals.contract.js';
import { suspensionJournalContract } from './suspension-journal.contract.js';

describe('with a real PostgreSQL', () => {
  const database = withTestDatabase();
  const listeners: PostgresListener[] = [];

  beforeEach(async () => {
    await database.dataSource();
    await database.query('TRUNCATE archives, jobs, backups, suspensions CASCADE');
  });

  afterEach(async () => {
    for (const listener of listeners.splice(0)) await listener.close();
  });

  const listen = async (): Promise<PostgresListener> => {
    const listener = new PostgresListener(database.address);
    listeners.push(listener);
    await listener.start();
    return listener;
  };

  const twoJobs = async (): Promise<readonly [number, number]> => {
    const jobs = new PostgresJobRepository(await database.dataSource());
    return [(await jobs.add(newJob())).id, (await jobs.add(newJob())).id];
  };

  describe('PostgresArchiveRepository', () =>
    archiveRepositoryContract(async () => new PostgresArchiveRepository(await database.dataSource())));

  describe('PostgresBackupCatalogue', () =>
    backupCatalogueContract(async () => new PostgresBackupCatalogue(await database.dataSource())));

  describe('PostgresSuspensionJournal', () =>
    suspensionJournalContract(async () => new PostgresSuspensionJournal(await database.dataSource())));

  describe('PostgresJobRepository', () =>
    jobRepositoryContract(async () => {
      const archives = new PostgresArchiveRepository(await database.dataSource());
      const [one, two] = [
        await archives.create(archivePlan({ name: 'one' }), at(0)),
        await archives.create(archivePlan({ name: 'two' }), at(0)),
      ];
      return { jobs: new PostgresJobRepository(await database.dataSource()), archiveIds: [one.id, two.id] };
    }));

  describe('PostgresJobRepository, leases', () =>
    jobLeasesContract(async () => new PostgresJobRepository(await database.dataSource())));

  describe('PostgresJobLog', () =>
    jobLogContract(async () => ({
      log: new PostgresJobLog(await database.dataSource()),
      jobIds: await twoJobs(),
    })));

  describe('PostgresJobSignals', () =>
    jobSignalsContract(async () => {
      const announcer = new PostgresAnnouncer(await database.dataSource());
      return {
        here: new PostgresJobSignals(announcer, await listen()),
        there: new PostgresJobSignals(announcer, await listen()),
      };
    }));

  describe('PostgresJobQueue', () =>
    jobQueueContract(async () => {
      const dataSource = await database.dataSource();
      const jobs = new PostgresJobRepository(dataSource);
      return {
        queue: new PostgresJobQueue(
          new PostgresAnnouncer(dataSource),
          await listen(),
          new WaitingJobs(dataSource),
        ),
        addWaitingJob: async () => (await jobs.add(newJob())).id,
        claim: async (id) => (await jobs.claim(id, claimBy('worker'))) !== null,
      };
    }));
});
