import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The header Last-Event-ID in the shape of a query, so that the same rules check it. */
export const LastEventId = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const header = context.switchToHttp().getRequest<Request>().get('last-event-id');
  return header === undefined ? {} : { last_event_id: header };
});
