import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DockerModule } from './adapters/out/docker/docker.module.js';
import { FilesystemModule } from './adapters/out/filesystem/filesystem.module.js';
import { EmbeddedPostgres } from './adapters/out/embedded-postgres/embedded-postgres.js';
import { PostgresModule } from './adapters/out/postgres/postgres.module.js';
import { SystemModule } from './adapters/out/system/system.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { WorkerIdentity } from './modules/jobs/index.js';

@Global()
@Module({})
class IdentityModule {}

/** Every port with the adapter that answers it; what the service and the command line share. */
@Module({})
export class CoreModule {
  static with(config: AppConfig, worker: WorkerIdentity): DynamicModule {
    const identity: DynamicModule = {
      module: IdentityModule,
      providers: [{ provide: WorkerIdentity, useValue: worker }],
      exports: [WorkerIdentity],
    };
    return {
      module: CoreModule,
      imports: [
        ConfigModule.with(config),
        identity,
        SystemModule,
        FilesystemModule,
        DockerModule,
        PostgresModule.withEmbedded(EmbeddedPostgres),
      ],
    };
  }
}
