import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { JobWorker } from '../../../modules/jobs/index.js';

/** Starts and stops the job worker with the service. */
@Injectable()
export class JobWorkerLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobWorkerLifecycle.name);

  constructor(private readonly worker: JobWorker) {}

  /** Putting back what a predecessor left down may take minutes; the service answers meanwhile. */
  onApplicationBootstrap(): void {
    this.worker.start().catch((error: unknown) => this.logger.error('The job worker did not start', error));
  }

  /** Before connections are closed: the stacks are put back first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
