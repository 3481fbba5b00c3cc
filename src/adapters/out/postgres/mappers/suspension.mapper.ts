import type { OpenSuspension } from '../../../../modules/stacks/index.js';
import type { SuspensionRow } from '../rows/suspension.row.js';

export const toOpenSuspension = (row: SuspensionRow): OpenSuspension => ({
  jobId: row.jobId,
  stackPath: row.stackPath,
  stackName: row.stackName,
  project: row.project,
  containers: row.containers,
  openedAt: row.openedAt,
  attempts: row.attempts,
  lastError: row.lastError,
  startedAt: row.startedAt,
  watchUntil: row.watchUntil,
});
