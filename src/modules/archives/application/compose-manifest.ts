import type { ComposeContainer } from '../../stacks/index.js';
import { MANIFEST_VERSION, type Manifest, type ManifestContainer } from '../domain/manifest.js';
import type { CapturedBackup, SealedBackup } from '../ports/backup-store.port.js';
import type { BackUpStackRequest } from './back-up-stack.request.js';
import type { PreparedBackup } from './prepare-backup.js';

export const composeManifest = (
  { jobId, stack, plan }: BackUpStackRequest,
  prepared: PreparedBackup,
  captured: CapturedBackup,
  sealed: SealedBackup,
  downtimeMs: number | null,
): Manifest => ({
  version: MANIFEST_VERSION,
  jobId,
  archiveId: plan.archiveId,
  archiveName: plan.archiveName,
  stackName: stack.name,
  stackPath: stack.path,
  project: stack.project,
  createdAt: prepared.createdAt,
  format: plan.outputFormat,
  includeData: plan.includeData,
  bytes: sealed.bytes,
  sha256: sealed.sha256,
  fileCount: captured.fileCount,
  sourceBytes: captured.sourceBytes,
  downtimeMs,
  containers: prepared.containers.map((container) => ({
    ...entryOf(container),
    imageDigest: prepared.imageDigests.get(container.id) ?? null,
  })),
  composeConfigHash: prepared.composeConfigHash,
  warnings: [...prepared.warnings, ...captured.warnings],
});

const entryOf = ({
  name,
  service,
  image,
  imageId,
  state,
}: ComposeContainer): Omit<ManifestContainer, 'imageDigest'> => ({
  name,
  service,
  image,
  imageId,
  state,
});
