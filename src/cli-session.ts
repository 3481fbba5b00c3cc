import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CliModule } from './adapters/in/cli/cli.module.js';
import type { SessionPurpose } from './adapters/in/cli/command-context.js';
import { UseCases } from './adapters/in/cli/use-cases.js';
import { WorkerModule } from './adapters/in/worker/worker.module.js';
import type { DatabaseAddress } from './adapters/out/postgres/connection-options.js';
import { DatabaseUnreachable } from './adapters/out/postgres/database.errors.js';
import { EmbeddedServer } from './adapters/out/postgres/embedded-server.js';
import { PostgresDatabaseProbe } from './adapters/out/postgres/postgres.database-probe.js';
import { FileAppLog } from './adapters/out/system/file-app-log.js';
import { SystemClock } from './adapters/out/system/system-clock.js';
import { type Standing, takeStanding } from './cli-standing.js';
import type { AppConfig } from './config/app-config.js';
import { CoreModule } from './core.module.js';
import { settle } from './kernel/settle.js';
import { messageOf, reasons, throwAll } from './kernel/errors.js';

@Module({})
class CommandLineModule {}

/**
 * The use cases for one command. Where a service runs on the same data directory, it runs the jobs and keeps its database;
 * where none does, this process is the service for a while. On a database that others may share it works on its own
 * jobs only: its directories are its own.
 */
export class CliSession {
  private constructor(
    private readonly context: INestApplicationContext,
    private readonly standing: Standing,
    private readonly log: FileAppLog,
    /** Jobs that others queue meanwhile are run here, because nobody else can. */
    readonly worksAlone: boolean,
  ) {}

  static async open(config: AppConfig, purpose: SessionPurpose): Promise<CliSession> {
    if (config.database.kind === 'external') await assertAnswers(config.database);
    const standing = await takeStanding(config);
    const log = new FileAppLog(config, new SystemClock());
    const works = purpose === 'work' && standing.mayWork;
    try {
      const context = await createContext(standing, works, log);
      return new CliSession(context, standing, log, works && config.database.kind === 'embedded');
    } catch (error) {
      await log.close();
      await standing.leave();
      throw error;
    }
  }

  get useCases(): UseCases {
    return this.context.get(UseCases, { strict: false });
  }

  /** Aborts when the command must end, because its data directory is another process's now. */
  get lost(): AbortSignal {
    return this.standing.lost;
  }

  /** Stacks are put back first, then the database of our own is stopped, then another process may have the directory. */
  async close(): Promise<void> {
    if (this.lost.aborted) this.context.get(EmbeddedServer, { strict: false }).disown();
    const closed = await settle(() => this.context.close());
    await this.log.close();
    const left = await settle(() => this.standing.leave());
    throwAll(reasons([closed, left]), 'the command did not end in order');
  }
}

/** A service waits a minute for its database; whoever sits at a terminal wants to know at once. */
async function assertAnswers(address: DatabaseAddress): Promise<void> {
  try {
    await new PostgresDatabaseProbe(address).check();
  } catch (error) {
    throw new DatabaseUnreachable(address, messageOf(error));
  }
}

function createContext(
  { config, workerId }: Standing,
  works: boolean,
  logger: FileAppLog,
): Promise<INestApplicationContext> {
  const worker: readonly Type[] = works ? [WorkerModule] : [];
  const scope = config.database.kind === 'embedded' ? 'all' : 'own';
  const imports = [CoreModule.with(config, { id: workerId, scope }), CliModule, ...worker];
  return NestFactory.createApplicationContext(
    { module: CommandLineModule, imports },
    { abortOnError: false, logger },
  );
}
