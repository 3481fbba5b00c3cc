import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { EmbeddedPostgres } from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import { PostgresModule } from '../../../src/adapters/out/postgres/postgres.module.js';
import { AppConfig, type DatabaseConfig } from '../../../src/config/app-config.js';
import { ArchiveRepository, BackupCatalogue } from '../../../src/modules/archives/index.js';
import {
  DatabaseProbe,
  JobLog,
  JobQueue,
  JobRepository,
  JobSignals,
} from '../../../src/modules/jobs/index.js';
import { SuspensionJournal } from '../../../src/modules/stacks/index.js';
import { claimBy, newJob } from '../../contract/job-repository.fixtures.js';
import { untilTrue } from '../../support/postgres/eventually.js';
import { withTestDatabase } from '../../support/postgres/test-database.js';

@Global()
@Module({})
class ConfigModule {
  static with(config: { readonly dataDir: string; readonly database: DatabaseConfig }): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}

@Module({})
class ServiceModule {}

describe('PostgresModule', () => {
  const external = withTestDatabase();
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'stowage-module-'));
    await chmod(dataDir, 0o711);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const start = (database: DatabaseConfig): Promise<INestApplicationContext> => {
    const imports = [ConfigModule.with({ dataDir, database }), PostgresModule.withEmbedded(EmbeddedPostgres)];
    return NestFactory.createApplicationContext(
      { module: ServiceModule, imports },
      { logger: ['error', 'warn'] },
    );
  };

  it('answers every port from a server of its own, and takes it down at the end', async () => {
    const service = await start({ kind: 'embedded' });
    const jobs = service.get(JobRepository);
    const queue = service.get(JobQueue);
    const done: number[] = [];
    await queue.consume(async (id) => {
      if (await jobs.claim(id, claimBy('w'))) done.push(id);
    }, 1);
    const { id } = await jobs.add(newJob());
    await queue.announce(id);
    await untilTrue('the job to be done', () => done.length === 1);
    expect(await service.get(ArchiveRepository).findAll()).toEqual([]);
    expect(await service.get(SuspensionJournal).findOpen()).toEqual([]);
    expect(await service.get(BackupCatalogue).findByPath('/x')).toBeNull();
    expect(await service.get(JobLog).lastNumber(id)).toBe(0);
    service.get(JobSignals).subscribe(() => undefined)();
    await service.get(DatabaseProbe).check();
    await queue.close();
    await service.close();
    await expect(stat(join(dataDir, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('uses the database it is told to, and starts none', async () => {
    const service = await start(external.address);
    await service.get(DatabaseProbe).check();
    expect(await service.get(DataSource).query('SHOW statement_timeout')).toEqual([
      { statement_timeout: '30s' },
    ]);
    const { id } = await service.get(JobRepository).add(newJob());
    await service.close();
    expect(await external.query('SELECT id FROM jobs')).toEqual([{ id }]);
    const left = await external.query(
      "SELECT count(*)::integer AS open FROM pg_stat_activity WHERE application_name = 'stowage' AND datname = $1",
      [external.address.name],
    );
    expect(left).toEqual([{ open: 0 }]);
    await expect(stat(join(dataDir, 'postgres'))).rejects.toThrow('ENOENT');
  });
});
