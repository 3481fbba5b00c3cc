import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FindJobs, FollowJob, type JobEvent } from '../../../../modules/jobs/index.js';
import { IdParam } from '../api/input/id.param.js';
import { FollowQuery } from '../api/input/log.query.js';
import { jobWire, metricWire } from '../api/wire/job.wire.js';
import { EventStreamOptions } from './event-stream-options.js';
import { EventStream, type ServerSentEvent } from './event-stream.js';
import { LastEventId } from './last-event-id.js';
import { OpenResponses } from './open-responses.js';

@Controller('api/jobs/:id/events')
export class JobEventsController {
  constructor(
    private readonly findJobs: FindJobs,
    private readonly followJob: FollowJob,
    private readonly openResponses: OpenResponses,
    private readonly options: EventStreamOptions,
  ) {}

  @Get()
  async follow(
    @Param() { id }: IdParam,
    @Query() { last_event_id }: FollowQuery,
    @LastEventId() { last_event_id: reconnected }: FollowQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const job = await this.findJobs.byId(id);
    const signal = this.openResponses.add(response);
    const follow = request.method !== 'HEAD';
    const events = follow ? this.followJob.execute(job.id, reconnected ?? last_event_id ?? 0, signal) : [];
    await new EventStream(response, this.options.keepAliveMs).pour(eventsOf(events), signal);
  }
}

async function* eventsOf(
  events: AsyncIterable<JobEvent> | readonly JobEvent[],
): AsyncIterable<ServerSentEvent> {
  for await (const event of events) yield wireOf(event);
}

/** Only log lines have an id: a reconnect goes on after the last line, and repeats the rest. */
function wireOf(event: JobEvent): ServerSentEvent {
  switch (event.type) {
    case 'log':
      return { event: 'log', id: event.line.number, data: event.line };
    case 'metrics':
      return { event: 'metrics', data: event.metrics.map(metricWire) };
    case 'status':
    case 'done':
      return { event: event.type, data: jobWire(event.job) };
  }
}
