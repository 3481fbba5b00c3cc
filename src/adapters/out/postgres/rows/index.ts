import { ArchiveRow } from './archive.row.js';
import { BackupRow } from './backup.row.js';
import { JobLogLineRow } from './job-log-line.row.js';
import { JobStackRow } from './job-stack.row.js';
import { JobRow } from './job.row.js';
import { StackClaimRow } from './stack-claim.row.js';
import { SuspensionRow } from './suspension.row.js';

export const ROWS = [ArchiveRow, JobRow, JobStackRow, JobLogLineRow, BackupRow, SuspensionRow, StackClaimRow];
