import { type DynamicModule, Module } from '@nestjs/common';
import { HttpModule } from './adapters/in/http/http.module.js';
import { WorkerModule } from './adapters/in/worker/worker.module.js';
import type { AppConfig } from './config/app-config.js';
import { CoreModule } from './core.module.js';

/** The service: all adapters, the web and the worker. */
@Module({})
export class AppModule {
  /** @param instanceId the data directory's */
  static with(config: AppConfig, instanceId: string): DynamicModule {
    const core = CoreModule.with(config, { id: instanceId, scope: 'all' });
    return { module: AppModule, imports: [core, HttpModule, WorkerModule] };
  }
}
