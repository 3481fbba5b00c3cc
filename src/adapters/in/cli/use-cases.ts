import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.js';
import { Clock } from '../../../kernel/clock.port.js';
import { FindArchives } from '../../../modules/archives/index.js';
import {
  CancelJob,
  FindJobs,
  FollowJob,
  StartAdHocJob,
  StartArchiveJob,
  TailJobLog,
} from '../../../modules/jobs/index.js';
import { DiscoverStacks } from '../../../modules/stacks/index.js';

/** What the commands may ask for: the same as the API. */
@Injectable()
export class UseCases {
  constructor(
    readonly discoverStacks: DiscoverStacks,
    readonly findArchives: FindArchives,
    readonly startAdHocJob: StartAdHocJob,
    readonly startArchiveJob: StartArchiveJob,
    readonly followJob: FollowJob,
    readonly cancelJob: CancelJob,
    readonly findJobs: FindJobs,
    readonly tailJobLog: TailJobLog,
    readonly clock: Clock,
    readonly config: AppConfig,
  ) {}
}
