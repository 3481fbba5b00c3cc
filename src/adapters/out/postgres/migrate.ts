import type { DataSource } from 'typeorm';
import { alwaysRelease } from '../../../kernel/settle.js';
import type { DatabaseAddress } from './connection-options.js';
import { migratingDataSource } from './data-source.js';

/** Ours alone in any database: "stow" in ASCII. */
const MIGRATION_LOCK = 0x73746f77;

/** Brings the schema up to date. Several instances may do so at once: one does the work, the others wait for it. */
export async function migrate(address: DatabaseAddress): Promise<void> {
  const dataSource = await migratingDataSource(address).initialize();
  await alwaysRelease(
    () => migrateAlone(dataSource),
    () => dataSource.destroy(),
  );
}

async function migrateAlone(dataSource: DataSource): Promise<void> {
  await dataSource.transaction(async (holder) => {
    await holder.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  });
}
