import { Injectable, Logger } from '@nestjs/common';
import type { LogLevel } from '../../../kernel/activity-log.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';

/** The application log, as the core sees it. */
@Injectable()
export class NestServiceLog implements ServiceLog {
  private readonly logger = new Logger('Stowage');

  write(level: LogLevel, text: string): void {
    switch (level) {
      case 'DEBUG':
        return this.logger.debug(text);
      case 'INFO':
      case 'SUCCESS':
        return this.logger.log(text);
      case 'WARNING':
        return this.logger.warn(text);
      case 'ERROR':
        return this.logger.error(text);
    }
  }
}
