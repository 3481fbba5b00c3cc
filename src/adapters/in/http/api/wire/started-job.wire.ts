import type { Response } from 'express';
import type { Job, JobStatus } from '../../../../../modules/jobs/index.js';

export interface StartedJobWire {
  readonly job_id: number;
  readonly status: JobStatus;
}

/** The answer to everything that starts or ends a job; the job itself is elsewhere. */
export function startedJobWire({ id, status }: Job, response: Response): StartedJobWire {
  response.location(`/api/jobs/${id}`);
  return { job_id: id, status };
}
