import 'reflect-metadata';
import { EmbeddedPostgres } from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import { DataDirectoryLock } from '../../../src/adapters/out/filesystem/data-directory-lock.js';

/** A process to be killed: takes the data directory, starts its PostgreSQL, says so, and waits. */
const dataDir = String(process.argv[2]);
try {
  const lock = await DataDirectoryLock.acquire(dataDir, new Date());
  await lock.noteAddress('http://127.0.0.1:8080');
  await new EmbeddedPostgres({ dataDir }).start();
  console.log('ready');
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log((error as Error).message);
  process.exitCode = 1;
}
