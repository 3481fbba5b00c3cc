import { Global, Module } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { ServiceLog } from '../../../kernel/service-log.port.js';
import { WorkerOptions } from '../../../modules/jobs/index.js';
import { SettingsSource } from '../../../modules/settings/index.js';
import { ConfigSettingsSource } from './config.settings-source.js';
import { ConfigWorkerOptions } from './config.worker-options.js';
import { NestServiceLog } from './nest.service-log.js';
import { SystemClock } from './system-clock.js';

const PORTS = [
  { provide: Clock, useClass: SystemClock },
  { provide: ServiceLog, useClass: NestServiceLog },
  { provide: SettingsSource, useClass: ConfigSettingsSource },
  { provide: WorkerOptions, useClass: ConfigWorkerOptions },
];

@Global()
@Module({
  providers: PORTS,
  exports: PORTS.map(({ provide }) => provide),
})
export class SystemModule {}
