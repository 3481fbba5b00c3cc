import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.js';
import { WorkerOptions } from '../../../modules/jobs/index.js';

@Injectable()
export class ConfigWorkerOptions implements WorkerOptions {
  readonly concurrency: number;
  readonly healthTimeout: number;

  constructor({ jobConcurrency, healthTimeout }: AppConfig) {
    this.concurrency = jobConcurrency;
    this.healthTimeout = healthTimeout;
  }
}
