import { DomainError } from '../../../kernel/domain-error.js';

export const JOB_STATUSES = ['queued', 'running', 'success', 'partial', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

const NEXT = {
  queued: ['running', 'cancelled'],
  running: ['success', 'partial', 'failed', 'cancelled'],
  success: [],
  partial: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<JobStatus, readonly JobStatus[]>;

export type FinalStatus = (typeof NEXT.running)[number];

export const isFinal = (status: JobStatus): status is FinalStatus => NEXT[status].length === 0;

/** The statuses from which `to` may be reached: what a compare-and-set compares with. */
export const statusesBefore = (to: JobStatus): readonly JobStatus[] =>
  JOB_STATUSES.filter((from) => (NEXT[from] as readonly JobStatus[]).includes(to));

export class IllegalJobTransition extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ILLEGAL_JOB_TRANSITION';
  constructor(jobId: number, from: JobStatus, to: JobStatus) {
    super(`Job ${jobId} is ${from} and cannot become ${to}.`);
  }
}
