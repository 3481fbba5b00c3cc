import { MANIFEST_VERSION, type Backup, type Manifest } from '../../../../modules/archives/index.js';
import type { BackupRow } from '../rows/backup.row.js';

export const toBackup = (row: BackupRow): Backup => ({
  id: row.id,
  path: row.path,
  pinned: row.pinned,
  state: row.state,
  lastVerifiedAt: row.lastVerifiedAt,
  manifest: toManifest(row),
});

const toManifest = (row: BackupRow): Manifest => ({
  version: MANIFEST_VERSION,
  jobId: row.jobId,
  archiveId: row.archiveId,
  archiveName: row.archiveName,
  stackName: row.stackName,
  stackPath: row.stackPath,
  project: row.project,
  createdAt: row.createdAt,
  format: row.format,
  includeData: row.includeData,
  bytes: row.bytes,
  sha256: row.sha256,
  fileCount: row.fileCount,
  sourceBytes: row.sourceBytes,
  downtimeMs: row.downtimeMs,
  containers: row.containers,
  composeConfigHash: row.composeConfigHash,
  warnings: row.warnings,
});

/** Without the archive, which may be gone by now. */
export const fromManifest = (manifest: Manifest): Omit<Manifest, 'version' | 'archiveId'> => ({
  jobId: manifest.jobId,
  archiveName: manifest.archiveName,
  stackName: manifest.stackName,
  stackPath: manifest.stackPath,
  project: manifest.project,
  createdAt: manifest.createdAt,
  format: manifest.format,
  includeData: manifest.includeData,
  bytes: manifest.bytes,
  sha256: manifest.sha256,
  fileCount: manifest.fileCount,
  sourceBytes: manifest.sourceBytes,
  downtimeMs: manifest.downtimeMs,
  containers: manifest.containers,
  composeConfigHash: manifest.composeConfigHash,
  warnings: manifest.warnings,
});
