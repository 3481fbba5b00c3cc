import { Injectable } from '@nestjs/common';
import { JobSignals, type JobSignal } from '../../../../modules/jobs/index.js';
import { PostgresAnnouncer } from './postgres-announcer.js';
import { PostgresListener } from './postgres-listener.js';

@Injectable()
export class PostgresJobSignals extends JobSignals {
  constructor(
    private readonly announcer: PostgresAnnouncer,
    private readonly listener: PostgresListener,
  ) {
    super();
  }

  send({ jobId, change }: JobSignal): Promise<void> {
    return this.announcer.send({ topic: 'job-changed', jobId, change });
  }

  subscribe(listener: (signal: JobSignal) => void): () => void {
    return this.listener.subscribe({
      hear: (message) => {
        if (message.topic === 'job-changed') listener({ jobId: message.jobId, change: message.change });
      },
    });
  }
}
