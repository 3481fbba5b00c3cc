import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DiagnosticCheck, type Finding, ok, problem } from '../../../../modules/diagnosis/index.js';
import { hasCluster } from '../cluster.js';
import { EmbeddedPostgresUnusable } from '../embedded-postgres.errors.js';
import { findBinaries } from '../postgres-binaries.js';
import { findRunningServer } from '../server-launcher.js';
import { chooseServerUser, ensureReachable } from '../server-user.js';

/** The PostgreSQL that we bring: whether it runs, or could. Neither starts it nor takes anybody's lock. */
export class EmbeddedDatabaseCheck extends DiagnosticCheck {
  readonly name = 'Database';

  constructor(private readonly dataDir: string) {
    super();
  }

  async run(): Promise<Finding> {
    try {
      return ok(await this.describe());
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresUnusable)) throw error;
      return problem(error.message, 'Or set DATABASE_URL to a PostgreSQL of your own.');
    }
  }

  private async describe(): Promise<string> {
    const dataDir = await realpath(this.dataDir).catch(() => null);
    const clusterDir = join(dataDir ?? this.dataDir, 'postgres');
    const user = await chooseServerUser(clusterDir);
    const binaries = await findBinaries(user);
    const server = await findRunningServer(clusterDir);
    const name = `built-in PostgreSQL ${binaries.majorVersion}`;
    if (server !== null) return `${name}, running (process ${server.pid})`;
    if (dataDir !== null) await ensureReachable(dataDir, user);
    await hasCluster(clusterDir, binaries);
    return `${name}, ready to start`;
  }
}
