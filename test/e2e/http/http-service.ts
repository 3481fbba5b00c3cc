import { Global, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { configureHttp } from '../../../src/adapters/in/http/configure-http.js';
import { HttpModule } from '../../../src/adapters/in/http/http.module.js';
import { EventStreamOptions } from '../../../src/adapters/in/http/sse/event-stream-options.js';
import { RecordingLogger } from './recording-logger.js';
import { Twins } from './twins.js';

export interface HttpService {
  readonly app: INestApplication;
  readonly server: Server;
  /** `http://127.0.0.1:…` */
  readonly address: string;
  readonly twins: Twins;
  readonly log: RecordingLogger;
  close(): Promise<void>;
}

/** The whole HTTP side over a real socket, on adapters in memory. The worker does not run. */
export async function startHttpService(keepAliveMs = 15_000): Promise<HttpService> {
  const twins = new Twins();
  const log = new RecordingLogger();
  const module = await Test.createTestingModule({ imports: [portsModule(twins), HttpModule] })
    .overrideProvider(EventStreamOptions)
    .useValue({ keepAliveMs } satisfies EventStreamOptions)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: log });
  configureHttp(app);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const { port } = server.address() as AddressInfo;
  return { app, server, address: `http://127.0.0.1:${port}`, twins, log, close: () => app.close() };
}

function portsModule(twins: Twins): new () => object {
  const providers = twins.providers();
  @Global()
  @Module({ providers: [...providers], exports: providers.map(({ provide }) => provide) })
  class PortsModule {}
  return PortsModule;
}
