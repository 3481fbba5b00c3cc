import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from './adapters/in/http/configure-http.js';
import { DataDirectoryLock } from './adapters/out/filesystem/data-directory-lock.js';
import { EmbeddedServer } from './adapters/out/postgres/embedded-server.js';
import { RotatingAppLog } from './adapters/out/system/rotating-app-log.js';
import { SystemClock } from './adapters/out/system/system-clock.js';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig } from './config/load-config.js';
import { exitWithReason } from './exit-with-reason.js';
import { listen } from './listen.js';
import { OrderlyEnd } from './orderly-end.js';

async function start(config: AppConfig, lock: DataDirectoryLock): Promise<void> {
  const log = new RotatingAppLog(config, new SystemClock());
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, lock.instanceId), {
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true, // a slow upload must not hold up the stacks
    logger: log,
  });
  configureHttp(app);
  const end = new OrderlyEnd(async () => {
    if (lock.lost.aborted) app.get(EmbeddedServer, { strict: false }).disown();
    await app.close();
    await log.close();
    await lock.release();
  }, config.shutdownTimeout);
  end.onSignals();
  end.onAbort(lock.lost);
  const address = await listen(app, config.host, config.port);
  await lock.noteAddress(address);
  process.stdout.write(`Stowage listens on ${address}\n`);
}

try {
  const config = loadConfig();
  await start(config, await DataDirectoryLock.acquire(config.dataDir, new Date()));
} catch (error) {
  exitWithReason(error);
}
