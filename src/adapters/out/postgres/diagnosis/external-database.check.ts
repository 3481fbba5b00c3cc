import { messageOf } from '../../../../kernel/errors.js';
import { DiagnosticCheck, type Finding, ok, problem } from '../../../../modules/diagnosis/index.js';
import type { DatabaseAddress } from '../connection-options.js';
import { PostgresDatabaseProbe } from '../postgres.database-probe.js';

/** A PostgreSQL that somebody else runs. */
export class ExternalDatabaseCheck extends DiagnosticCheck {
  readonly name = 'Database';

  constructor(private readonly address: DatabaseAddress) {
    super();
  }

  async run(): Promise<Finding> {
    const { host, port, user, name } = this.address;
    const where = `"${name}" at ${host}:${port} as "${user}"`;
    try {
      await new PostgresDatabaseProbe(this.address).check();
      return ok(`${where} answers`);
    } catch (error) {
      return problem(
        `${where} cannot be used (${messageOf(error)})`,
        'Check that PostgreSQL runs and that DATABASE_URL or the DB_ variables are right.',
      );
    }
  }
}
