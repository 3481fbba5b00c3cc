import { setTimeout as timer } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { settle } from '../../../kernel/settle.js';

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    await settle(() => timer(ms, undefined, signal === undefined ? {} : { signal }));
  }
}
