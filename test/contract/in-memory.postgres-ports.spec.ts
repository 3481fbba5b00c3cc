import { InMemoryArchiveRepository } from '../support/in-memory/in-memory.archive-repository.js';
import { InMemoryBackupCatalogue } from '../support/in-memory/in-memory.backup-catalogue.js';
import { InMemoryJobLog } from '../support/in-memory/in-memory.job-log.js';
import { InMemoryJobQueue } from '../support/in-memory/in-memory.job-queue.js';
import { InMemoryJobRepository } from '../support/in-memory/in-memory.job-repository.js';
import { InMemoryJobSignals } from '../support/in-memory/in-memory.job-signals.js';
import { InMemorySuspensionJournal } from '../support/in-memory/in-memory.suspension-journal.js';
import { archiveRepositoryContract } from './archive-repository.contract.js';
import { backupCatalogueContract } from './backup-catalogue.contract.js';
import { jobLeasesContract } from './job-leases.contract.js';
import { jobLogContract } from './job-log.contract.js';
import { jobQueueContract } from './job-queue.contract.js';
import { jobRepositoryContract } from './job-repository.contract.js';
import { claimBy, newJob } from './job-repository.fixtures.js';
import { jobSignalsContract } from './job-signals.contract.js';
import { suspensionJournalContract } from './suspension-journal.contract.js';

describe('InMemoryArchiveRepository', () =>
  archiveRepositoryContract(async () => new InMemoryArchiveRepository()));

describe('InMemoryBackupCatalogue', () => backupCatalogueContract(async () => new InMemoryBackupCatalogue()));

describe('InMemorySuspensionJournal', () =>
  suspensionJournalContract(async () => new InMemorySuspensionJournal()));

describe('InMemoryJobRepository', () =>
  jobRepositoryContract(async () => ({ jobs: new InMemoryJobRepository(), archiveIds: [1, 2] })));

describe('InMemoryJobRepository, leases', () => jobLeasesContract(async () => new InMemoryJobRepository()));

describe('InMemoryJobLog', () => jobLogContract(async () => ({ log: new InMemoryJobLog(), jobIds: [1, 2] })));

describe('InMemoryJobSignals', () =>
  jobSignalsContract(async () => {
    const signals = new InMemoryJobSignals();
    return { here: signals, there: signals };
  }));

describe('InMemoryJobQueue', () =>
  jobQueueContract(async () => {
    const jobs = new InMemoryJobRepository();
    return {
      queue: new InMemoryJobQueue(),
      addWaitingJob: async () => (await jobs.add(newJob())).id,
      claim: async (id) => (await jobs.claim(id, claimBy('worker'))) !== null,
    };
  }));
