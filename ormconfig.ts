import { DataSource } from 'typeorm';
import { MIGRATIONS } from './src/adapters/out/postgres/migrations/index.js';
import { ROWS } from './src/adapters/out/postgres/rows/index.js';

/**
 * For the TypeORM command line only, to write a new migration against a database that has all the older ones:
 * compile with `npx tsc --outDir .stowage-test/orm`, then
 * `PGHOST=… PGUSER=… npx typeorm migration:generate -d .stowage-test/orm/ormconfig.js <file>`,
 * and list the new class in migrations/index.ts.
 */
export const dataSource = new DataSource({
  type: 'postgres',
  entities: ROWS,
  migrations: MIGRATIONS,
  synchronize: false,
});
