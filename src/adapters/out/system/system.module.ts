import { Global, Module } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { RotatingAppLog } from './rotating-app-log.js';
import { SystemClock } from './system-clock.js';

@Global()
@Module({
  providers: [{ provide: Clock, useClass: SystemClock }, RotatingAppLog],
  exports: [Clock, RotatingAppLog],
})
export class SystemModule {}
