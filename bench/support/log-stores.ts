import { join } from 'node:path';
import { FilesystemJobLogFile } from '../../src/adapters/out/filesystem/job-logs/filesystem.job-log-file.js';
import { PostgresJobLog } from '../../src/adapters/out/postgres/repositories/postgres.job-log.js';
import type { AppConfig } from '../../src/config/app-config.js';
import type { NewLogLine } from '../../src/modules/jobs/index.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres/test-database.js';
import { startTestServer, type TestServer } from '../../test/support/postgres/test-server.js';

const NEW_JOB = `
  INSERT INTO jobs (type, plan, status, triggered_by, dry_run, queued_at)
  VALUES ('archive', '{}', 'running', 'api', false, now()) RETURNING id`;

/** Where the service keeps the log of a job: its own database and its own file. */
export class LogStores {
  private constructor(
    private readonly directory: string,
    private readonly server: TestServer,
    private readonly database: TestDatabase,
    private readonly log: PostgresJobLog,
    private readonly file: FilesystemJobLogFile,
  ) {}

  static async open(directory: string): Promise<LogStores> {
    const server = await startTestServer();
    const database = await createTestDatabase(server.address);
    const log = new PostgresJobLog(await database.dataSource());
    const config: Pick<AppConfig, 'logDir' | 'timeZone'> = { logDir: directory, timeZone: 'UTC' };
    return new LogStores(directory, server, database, log, new FilesystemJobLogFile(config as AppConfig));
  }

  async newJob(): Promise<number> {
    return Number((await this.database.query(NEW_JOB))[0]?.['id']);
  }

  /** As the service does it. */
  async append(job: number, lines: readonly NewLogLine[]): Promise<void> {
    await this.file.append(join(this.directory, `job-${job}.log`), lines);
    await this.log.append(job, lines);
  }

  async close(): Promise<void> {
    await this.database.drop();
    await this.server.stop();
  }
}
