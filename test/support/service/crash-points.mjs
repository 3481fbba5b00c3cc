// Loaded into the built service with `node --import`: kills it, as `kill -9` would, at the place that CRASH_AT names.
// The service itself knows nothing of it.
import { FilesystemBackupStore } from '../../../dist/adapters/out/filesystem/backups/filesystem.backup-store.js';
import { Publication } from '../../../dist/adapters/out/filesystem/backups/publication.js';
import { FallbackStackRuntime } from '../../../dist/adapters/out/docker/fallback.stack-runtime.js';
import { PostgresBackupCatalogue } from '../../../dist/adapters/out/postgres/repositories/postgres.backup-catalogue.js';
import { PostgresJobRepository } from '../../../dist/adapters/out/postgres/repositories/postgres.job-repository.js';
import { PostgresSuspensionJournal } from '../../../dist/adapters/out/postgres/repositories/postgres.suspension-journal.js';

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};

const before = (type, method) => {
  type.prototype[method] = die;
};

const after = (type, method, calls = 1) => {
  const original = type.prototype[method];
  let seen = 0;
  type.prototype[method] = async function (...args) {
    const result = await original.apply(this, args);
    seen += 1;
    return seen >= calls ? die() : result;
  };
};

const whileWriting = () => {
  const original = FilesystemBackupStore.prototype.capture;
  FilesystemBackupStore.prototype.capture = function (request) {
    const onProgress = ({ bytesRead }) => bytesRead > 0 && die();
    return original.call(this, { ...request, onProgress });
  };
};

const POINTS = {
  'after the claim': () => after(PostgresJobRepository, 'claim'),
  'after the target was noted': () => after(FilesystemBackupStore, 'chooseTarget'),
  'before the journal row': () => before(PostgresSuspensionJournal, 'open'),
  'after the journal row': () => after(PostgresSuspensionJournal, 'open'),
  'between two stops': () => after(FallbackStackRuntime, 'stop'),
  'before writing': () => before(FilesystemBackupStore, 'capture'),
  'while writing': whileWriting,
  'after writing': () => after(FilesystemBackupStore, 'capture'),
  'between two starts': () => after(FallbackStackRuntime, 'start'),
  'before the journal is closed': () => before(PostgresSuspensionJournal, 'close'),
  'after the journal is closed': () => after(PostgresSuspensionJournal, 'close'),
  'before the checksum': () => before(FilesystemBackupStore, 'seal'),
  'after the checksum': () => after(FilesystemBackupStore, 'seal'),
  'after the manifest was written': () => after(Publication, 'writeManifest'),
  'after the manifest was renamed': () => after(Publication, 'renameManifest'),
  'after the backup was renamed': () => after(Publication, 'renameBackup'),
  'after publishing, before the catalogue row': () => before(PostgresBackupCatalogue, 'add'),
  'after the catalogue row': () => after(PostgresBackupCatalogue, 'add'),
  'before the job is finished': () => before(PostgresJobRepository, 'finish'),
};

const point = POINTS[process.env.CRASH_AT];
if (point === undefined) throw new Error(`no crash point "${process.env.CRASH_AT}"`);
point();
