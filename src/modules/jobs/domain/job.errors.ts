import { DomainError } from '../../../kernel/domain-error.js';

export class JobNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'JOB_NOT_FOUND';
  constructor(id: number) {
    super(`There is no job ${id}.`);
  }
}

export class ArchiveBusy extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ARCHIVE_BUSY';
  override readonly details: { readonly job_id: number };
  constructor(archiveName: string, jobId: number) {
    super(`Job ${jobId} of the archive "${archiveName}" is not finished yet. Wait for it or cancel it.`);
    this.details = { job_id: jobId };
  }
}

export class NoValidStacks extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'NO_VALID_STACKS';
  constructor(reasons: readonly string[]) {
    super(`No valid stacks found. ${reasons.join(' ')}`);
  }
}

/** Why a running job was told to stop; the reason of its AbortSignal. */
export class JobInterrupted extends DomainError {
  readonly kind = 'conflict';
  constructor(
    readonly code: 'JOB_CANCELLED' | 'SERVICE_STOPPING' | 'JOB_LOST',
    message: string,
  ) {
    super(message);
  }
  static cancelled = (): JobInterrupted => new JobInterrupted('JOB_CANCELLED', 'The job was cancelled.');
  static shutdown = (): JobInterrupted =>
    new JobInterrupted('SERVICE_STOPPING', 'Stowage was stopped while the job ran. Start the job again.');
  static lost = (): JobInterrupted =>
    new JobInterrupted(
      'JOB_LOST',
      'Another instance took this job over because this one gave no sign of life.',
    );
}
