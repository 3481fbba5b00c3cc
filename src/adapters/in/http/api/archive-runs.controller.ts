import { Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { StartArchiveJob } from '../../../../modules/jobs/index.js';
import { IdParam } from './input/id.param.js';
import { type StartedJobWire, startedJobWire } from './wire/started-job.wire.js';

@Controller('api/archives/:id')
export class ArchiveRunsController {
  constructor(private readonly startArchiveJob: StartArchiveJob) {}

  @Post('run')
  @HttpCode(202)
  run(@Param() { id }: IdParam, @Res({ passthrough: true }) response: Response): Promise<StartedJobWire> {
    return this.start(id, false, response);
  }

  @Post('dry-run')
  @HttpCode(202)
  dryRun(@Param() { id }: IdParam, @Res({ passthrough: true }) response: Response): Promise<StartedJobWire> {
    return this.start(id, true, response);
  }

  private async start(archiveId: number, dryRun: boolean, response: Response): Promise<StartedJobWire> {
    const job = await this.startArchiveJob.execute({ archiveId, dryRun, triggeredBy: 'api' });
    return startedJobWire(job, response);
  }
}
