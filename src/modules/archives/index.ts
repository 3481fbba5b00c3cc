export { BackUpStack, type StackBackupOutcome } from './application/back-up-stack.js';
export type {
  BackupObserver,
  BackUpStackRequest,
  StackBackupPlan,
} from './application/back-up-stack.request.js';
export { CreateArchive } from './application/create-archive.use-case.js';
export { DecideStop, type StopDecision } from './application/decide-stop.js';
export { DeleteArchive } from './application/delete-archive.use-case.js';
export { EditArchive, type ArchiveChange } from './application/edit-archive.use-case.js';
export { EstimateBackup, type BackupEstimate } from './application/estimate-backup.js';
export { FindArchives } from './application/find-archives.use-case.js';
export { ArchivesModule } from './archives.module.js';
export { DEFAULT_CRON, DEFAULT_RETENTION, levelProblem } from './domain/archive-plan.js';
export { formatBytes } from './domain/format-bytes.js';
export { ConfigHasher } from './ports/config-hasher.port.js';
export {
  AD_HOC_ARCHIVE_NAME,
  type Archive,
  type ArchivePlan,
  type RetentionCounts,
} from './domain/archive.js';
export * from './domain/archive.errors.js';
export type { Backup, BackupState } from './domain/backup.js';
export type { BackupTarget } from './domain/backup-target.js';
export { MANIFEST_VERSION, type Manifest, type ManifestContainer } from './domain/manifest.js';
export { COMPRESSION, EXTENSIONS, OUTPUT_FORMATS, type OutputFormat } from './domain/output-format.js';
export type { SourceSize, WriteProgress } from './domain/progress.js';
export { ArchiveRepository } from './ports/archive-repository.port.js';
export { BackupCatalogue } from './ports/backup-catalogue.port.js';
export {
  BackupStore,
  type CapturedBackup,
  type CaptureRequest,
  type SealedBackup,
  type TargetRequest,
} from './ports/backup-store.port.js';
export { SourceScanner } from './ports/source-scanner.port.js';
