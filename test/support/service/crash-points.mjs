// Loaded into the built service with `node --import`: kills it, as `kill -9` would, at the place that the file
// CRASH_POINT_FILE names at that moment. The service itself knows nothing of it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DockerComposeProject } from '../../../dist/adapters/out/docker/docker.compose-project.js';
import { FallbackStackRuntime } from '../../../dist/adapters/out/docker/fallback.stack-runtime.js';
import { FilesystemBackupStore } from '../../../dist/adapters/out/filesystem/backups/filesystem.backup-store.js';
import { Publication } from '../../../dist/adapters/out/filesystem/backups/publication.js';
import { PostgresBackupCatalogue } from '../../../dist/adapters/out/postgres/repositories/postgres.backup-catalogue.js';
import { PostgresJobRepository } from '../../../dist/adapters/out/postgres/repositories/postgres.job-repository.js';
import { PostgresSuspensionJournal } from '../../../dist/adapters/out/postgres/repositories/postgres.suspension-journal.js';

const isArmed = (point) => {
  try {
    return readFileSync(process.env.CRASH_POINT_FILE, 'utf8') === point;
  } catch {
    return false;
  }
};

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};

const methodOf = (type, method) => {
  const original = type.prototype[method];
  if (!original) throw new Error(`${type.name} has no method "${method}" any more: mend crash-points.mjs`);
  return original;
};

const before = (point, type, method) => {
  const original = methodOf(type, method);
  type.prototype[method] = function (...args) {
    return isArmed(point) ? die() : original.apply(this, args);
  };
};

const after = (point, type, method) => {
  const original = methodOf(type, method);
  type.prototype[method] = async function (...args) {
    const result = await original.apply(this, args);
    return isArmed(point) ? die() : result;
  };
};

/** Whether this folder is being filled: that is over before the progress is told of. */
const holdsSomething = ({ path }) => {
  try {
    return readdirSync(join(dirname(path), `.${basename(path)}.partial`)).length > 0;
  } catch {
    return false;
  }
};

const whileWriting = (point) => {
  const original = methodOf(FilesystemBackupStore, 'capture');
  FilesystemBackupStore.prototype.capture = function (request) {
    const onProgress = (progress) => {
      if (progress.bytesRead > 0 && isArmed(point)) void die();
      request.onProgress(progress);
    };
    const watch = setInterval(() => isArmed(point) && holdsSomething(request.target) && void die(), 1);
    return original.call(this, { ...request, onProgress }).finally(() => clearInterval(watch));
  };
};

after('after the claim', PostgresJobRepository, 'claim');
after('after the target was noted', FilesystemBackupStore, 'chooseTarget');
before('before the journal row', PostgresSuspensionJournal, 'open');
after('after the journal row', PostgresSuspensionJournal, 'open');
after('between two stops', FallbackStackRuntime, 'stop');
before('before writing', FilesystemBackupStore, 'capture');
whileWriting('while writing');
after('after writing', FilesystemBackupStore, 'capture');
after('between two starts', FallbackStackRuntime, 'start');
before('before the containers are recreated', DockerComposeProject, 'recreate');
before('before the journal is closed', PostgresSuspensionJournal, 'close');
after('after the journal is closed', PostgresSuspensionJournal, 'close');
before('before the checksum', FilesystemBackupStore, 'seal');
after('after the checksum', FilesystemBackupStore, 'seal');
after('after the manifest was written', Publication, 'writeManifest');
after('after the manifest was renamed', Publication, 'renameManifest');
after('after the backup was renamed', Publication, 'renameBackup');
before('after publishing, before the catalogue row', PostgresBackupCatalogue, 'add');
after('after the catalogue row', PostgresBackupCatalogue, 'add');
before('before the job is finished', PostgresJobRepository, 'finish');
