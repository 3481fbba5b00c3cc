import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CancelJob, FindJobs, StartAdHocJob } from '../../../../modules/jobs/index.js';
import { AdHocJobInput, toCommand } from './input/ad-hoc-job.input.js';
import { IdParam } from './input/id.param.js';
import { JobsQuery, toFilter } from './input/jobs.query.js';
import { type JobWire, jobWire, type MetricWire, metricWire } from './wire/job.wire.js';
import { type StartedJobWire, startedJobWire } from './wire/started-job.wire.js';

@Controller('api/jobs')
export class JobsController {
  constructor(
    private readonly findJobs: FindJobs,
    private readonly startAdHocJob: StartAdHocJob,
    private readonly cancelJob: CancelJob,
  ) {}

  @Get()
  async list(@Query() query: JobsQuery): Promise<{ jobs: readonly JobWire[]; next_cursor: number | null }> {
    const { jobs, nextCursor } = await this.findJobs.page(toFilter(query));
    return { jobs: jobs.map(jobWire), next_cursor: nextCursor };
  }

  @Post()
  @HttpCode(202)
  async start(
    @Body() input: AdHocJobInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StartedJobWire> {
    return startedJobWire(await this.startAdHocJob.execute(toCommand(input)), response);
  }

  @Get(':id')
  async read(@Param() { id }: IdParam): Promise<{ job: JobWire; metrics: readonly MetricWire[] }> {
    const job = jobWire(await this.findJobs.byId(id));
    const metrics = await this.findJobs.metricsOf(id);
    return { job, metrics: metrics.map(metricWire) };
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(
    @Param() { id }: IdParam,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StartedJobWire> {
    return startedJobWire(await this.cancelJob.execute(id), response);
  }
}
