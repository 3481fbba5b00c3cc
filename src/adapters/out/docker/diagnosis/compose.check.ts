import { DiagnosticCheck, type Finding, ok, problem, warning } from '../../../../modules/diagnosis/index.js';
import { type CliAnswer, CliMissing, type DockerCli } from '../docker-cli.js';

const PATIENCE_MS = 8_000;
const INSTALL =
  'Install the Compose plugin, version 2 or later (package docker-compose-plugin or docker-compose).';

/** Compose pulls images and recreates containers; plain backups do without it. */
export class ComposeCheck extends DiagnosticCheck {
  readonly name = 'Docker Compose';

  constructor(
    private readonly cli: Pick<DockerCli, 'ask'>,
    /** Images are pulled with every backup. */
    private readonly needed: boolean,
  ) {
    super();
  }

  async run(): Promise<Finding> {
    try {
      return this.judge(await this.cli.ask(['compose', 'version', '--short'], PATIENCE_MS));
    } catch (error) {
      if (error instanceof CliMissing) return this.lacking('the docker program is not installed');
      throw error;
    }
  }

  private judge({ code, stdout }: CliAnswer): Finding {
    const version = /\d+\.\d+\S*/.exec(stdout)?.[0];
    if (code !== 0 || version === undefined) return this.lacking('"docker compose" does not work');
    return Number.parseInt(version, 10) >= 2
      ? ok(`version ${version}`)
      : this.lacking(`version ${version} is too old`);
  }

  private lacking(detail: string): Finding {
    if (this.needed) return problem(`${detail}, and IMAGE_PULL_POLICY is "always"`, INSTALL);
    return warning(`${detail}; only pulling images needs it`, INSTALL);
  }
}
