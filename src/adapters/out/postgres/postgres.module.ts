import { Global, Module, type DynamicModule, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../../config/app-config.js';
import { ArchiveRepository, BackupCatalogue } from '../../../modules/archives/index.js';
import { DatabaseProbe, JobLog, JobQueue, JobRepository, JobSignals } from '../../../modules/jobs/index.js';
import { SuspensionJournal } from '../../../modules/stacks/index.js';
import { DATABASE_ADDRESS, type DatabaseAddress } from './connection-options.js';
import { EmbeddedServer } from './embedded-server.js';
import { PostgresAnnouncer } from './messages/postgres-announcer.js';
import { PostgresListener } from './messages/postgres-listener.js';
import { PostgresJobQueue } from './messages/postgres.job-queue.js';
import { PostgresJobSignals } from './messages/postgres.job-signals.js';
import { WaitingJobs } from './messages/waiting-jobs.js';
import { openDatabase } from './open-database.js';
import { PostgresDatabaseProbe } from './postgres.database-probe.js';
import { PostgresArchiveRepository } from './repositories/postgres.archive-repository.js';
import { PostgresBackupCatalogue } from './repositories/postgres.backup-catalogue.js';
import { PostgresJobLog } from './repositories/postgres.job-log.js';
import { PostgresJobRepository } from './repositories/postgres.job-repository.js';
import { PostgresSuspensionJournal } from './repositories/postgres.suspension-journal.js';

const PORTS = [
  { provide: ArchiveRepository, useClass: PostgresArchiveRepository },
  { provide: BackupCatalogue, useClass: PostgresBackupCatalogue },
  { provide: SuspensionJournal, useClass: PostgresSuspensionJournal },
  { provide: JobRepository, useClass: PostgresJobRepository },
  { provide: JobLog, useClass: PostgresJobLog },
  { provide: JobSignals, useClass: PostgresJobSignals },
  { provide: JobQueue, useClass: PostgresJobQueue },
  { provide: DatabaseProbe, useClass: PostgresDatabaseProbe },
];

/** Everything that is kept in PostgreSQL. Ready, with its schema up to date, before anything that is kept there. */
@Global()
@Module({})
export class PostgresModule implements OnApplicationShutdown {
  constructor(
    private readonly listener: PostgresListener,
    private readonly dataSource: DataSource,
    private readonly server: EmbeddedServer,
  ) {}

  /** `server` runs only if the configuration asks for it. */
  static withEmbedded(server: Type<EmbeddedServer>): DynamicModule {
    return {
      module: PostgresModule,
      providers: [
        { provide: EmbeddedServer, useClass: server },
        { provide: DATABASE_ADDRESS, inject: [AppConfig, EmbeddedServer], useFactory: findAddress },
        { provide: DataSource, inject: [DATABASE_ADDRESS, EmbeddedServer], useFactory: openOrStop },
        { provide: PostgresListener, inject: [DATABASE_ADDRESS, DataSource], useFactory: startListener },
        PostgresAnnouncer,
        WaitingJobs,
        ...PORTS,
      ],
      exports: [DataSource, ...PORTS.map(({ provide }) => provide)],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.close();
    await this.dataSource.destroy();
    await this.server.stop();
  }
}

const findAddress = async ({ database }: AppConfig, server: EmbeddedServer): Promise<DatabaseAddress> =>
  database.kind === 'external' ? database : server.start();

async function openOrStop(address: DatabaseAddress, server: EmbeddedServer): Promise<DataSource> {
  try {
    return await openDatabase(address);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Waits for the schema, so that it does not race with the first contact to a database that still starts. */
async function startListener(address: DatabaseAddress, _opened: DataSource): Promise<PostgresListener> {
  const listener = new PostgresListener(address);
  await listener.start();
  return listener;
}
