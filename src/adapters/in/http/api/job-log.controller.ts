import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppConfig } from '../../../../config/app-config.js';
import { FindJobs, type LogLine, logLineText, TailJobLog } from '../../../../modules/jobs/index.js';
import { OpenResponses } from '../sse/open-responses.js';
import { IdParam } from './input/id.param.js';
import { LogQuery, LogTailQuery } from './input/log.query.js';
import { type JobWire, jobWire } from './wire/job.wire.js';

@Controller('api/jobs/:id/log')
export class JobLogController {
  constructor(
    private readonly findJobs: FindJobs,
    private readonly tailJobLog: TailJobLog,
    private readonly openResponses: OpenResponses,
    private readonly config: AppConfig,
  ) {}

  @Get()
  async download(
    @Param() { id }: IdParam,
    @Query() { stack }: LogQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { id: known } = await this.findJobs.byId(id);
    response.attachment(fileName(known, stack)).type('text/plain; charset=utf-8');
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const signal = this.openResponses.add(response);
    try {
      await pipeline(Readable.from(this.textOf(known, stack)), response, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  @Get('tail')
  async tail(@Param() { id }: IdParam, @Query() { last_line, stack }: LogTailQuery): Promise<LogTailWire> {
    const { lines, lastLine, complete, job } = await this.tailJobLog.execute(id, last_line ?? 0, stack);
    return { lines, last_line: lastLine, complete, job: jobWire(job) };
  }

  private async *textOf(id: number, stack: string | undefined): AsyncIterable<string> {
    for await (const lines of this.tailJobLog.pages(id, stack)) {
      yield lines.map((line) => `${line.number} ${logLineText(line, this.config.timeZone)}`).join('');
    }
  }
}

interface LogTailWire {
  readonly lines: readonly LogLine[];
  readonly last_line: number;
  readonly complete: boolean;
  readonly job: JobWire;
}

const LONGEST_NAME = 100;

function fileName(jobId: number, stack: string | undefined): string {
  if (stack === undefined) return `job_${jobId}.log`;
  return `job_${jobId}_${stack.replace(/[^\w.-]/g, '_').slice(0, LONGEST_NAME)}.log`;
}
