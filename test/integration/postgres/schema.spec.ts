import { createTestDatabase, withTestDatabase } from '../../support/postgres/test-database.js';
import { migrate } from '../../../src/adapters/out/postgres/migrate.js';
import { MIGRATIONS } from '../../../src/adapters/out/postgres/migrations/index.js';
import { PostgresArchiveRepository } from '../../../src/adapters/out/postgres/repositories/postgres.archive-repository.js';
import { PostgresBackupCatalogue } from '../../../src/adapters/out/postgres/repositories/postgres.backup-catalogue.js';
import { PostgresJobLog } from '../../../src/adapters/out/postgres/repositories/postgres.job-log.js';
import { PostgresJobRepository } from '../../../src/adapters/out/postgres/repositories/postgres.job-repository.js';
import { archivePlan } from '../../contract/archive-repository.contract.js';
import { manifest } from '../../contract/backup-catalogue.contract.js';
import { at, newJob } from '../../contract/job-repository.fixtures.js';

describe('the schema', () => {
  const database = withTestDatabase();

  it('is, after the migrations, what the rows say', async () => {
    const { driver } = await database.dataSource();
    expect((await driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('has the two indexes whose expressions the comparison above does not see', async () => {
    await database.dataSource();
    const rows = await database.query(
      'SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()',
    );
    const definitions = new Map(rows.map(({ indexname, indexdef }) => [indexname, indexdef]));
    expect(definitions.get('archives_name_key')).toBe(
      'CREATE UNIQUE INDEX archives_name_key ON public.archives USING btree (lower(name))',
    );
    expect(definitions.get('jobs_one_unfinished_per_archive')).toBe(
      'CREATE UNIQUE INDEX jobs_one_unfinished_per_archive ON public.jobs USING btree (archive_id) ' +
        "WHERE ((type = 'archive'::text) AND (status = ANY (ARRAY['queued'::text, 'running'::text])))",
    );
  });

  it('is made once, however many instances start at once', async () => {
    const fresh = await createTestDatabase(database.address);
    await Promise.all([...Array(6)].map(() => migrate(fresh.address)));
    expect(await fresh.query('SELECT count(*)::integer AS made FROM migrations')).toEqual([
      { made: MIGRATIONS.length },
    ]);
    await fresh.drop();
  });

  it('can be taken back', async () => {
    const fresh = await createTestDatabase(database.address);
    await migrate(fresh.address);
    const { migratingDataSource } = await import('../../../src/adapters/out/postgres/data-source.js');
    const dataSource = await migratingDataSource(fresh.address).initialize();
    for (let taken = 0; taken < MIGRATIONS.length; taken += 1) await dataSource.undoLastMigration();
    await dataSource.destroy();
    const left = await fresh.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    expect(left).toEqual([{ tablename: 'migrations' }]);
    await fresh.drop();
  });

  it.each([
    ['jobs', 'status', 'done'],
    ['jobs', 'type', 'party'],
    ['jobs', 'triggered_by', 'accident'],
    ['backups', 'state', 'fine'],
    ['backups', 'format', 'rar'],
    ['archives', 'output_format', 'rar'],
    ['archives', 'keep_last', '0'],
  ])('refuses a row of %s whose %s is %s', async (table, column, value) => {
    const dataSource = await database.dataSource();
    const archive = await new PostgresArchiveRepository(dataSource).create(
      archivePlan({ name: `${table}-${value}` }),
      at(0),
    );
    await new PostgresJobRepository(dataSource).add(newJob({ archiveId: archive.id }));
    await new PostgresBackupCatalogue(dataSource).add(`/${table}/${column}`, manifest());
    const change = database.query(`UPDATE ${table} SET ${column} = '${value}'`);
    await expect(change).rejects.toThrow(`${table}_${column}_check`);
  });

  it('keeps jobs and backups when their archive is deleted', async () => {
    const dataSource = await database.dataSource();
    const archives = new PostgresArchiveRepository(dataSource);
    const { id } = await archives.create(archivePlan({ name: 'to be deleted' }), at(0));
    const job = await new PostgresJobRepository(dataSource).add(newJob({ archiveId: id }));
    const catalogue = new PostgresBackupCatalogue(dataSource);
    const backup = await catalogue.add('/kept', manifest({ archiveId: id }));
    expect(backup.manifest.archiveId).toBe(id);
    await archives.delete(id);
    expect(await catalogue.findByPath('/kept')).toMatchObject({
      id: backup.id,
      manifest: { archiveId: null },
    });
    expect(await new PostgresJobRepository(dataSource).findById(job.id)).toMatchObject({ archiveId: null });
  });

  it('refuses a job of an archive that is gone', async () => {
    const jobs = new PostgresJobRepository(await database.dataSource());
    await expect(jobs.add(newJob({ archiveId: 987_654 }))).rejects.toMatchObject({
      code: 'ARCHIVE_NOT_FOUND',
    });
  });

  it('stores what programs print, also what PostgreSQL has no letters for', async () => {
    const dataSource = await database.dataSource();
    const { id } = await new PostgresJobRepository(dataSource).add(newJob());
    const log = new PostgresJobLog(dataSource);
    await log.append(id, [{ time: at(1), level: 'INFO', stack: null, text: 'a\0b\ud800c😀' }]);
    expect((await log.read(id, { after: 0, limit: 1 })).lines[0]?.text).toBe('a\uFFFDb\uFFFDc😀');
    const backup = await new PostgresBackupCatalogue(dataSource).add(
      '/odd',
      manifest({ warnings: ['a\0b\ud800c'] }),
    );
    expect(backup.manifest.warnings).toEqual(['a\uFFFDb\uFFFDc']);
  });
});
