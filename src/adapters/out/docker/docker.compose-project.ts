import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { messageOf } from '../../../kernel/errors.js';
import { ComposeFailed, ComposeProject, ImagePullFailed, type Stack } from '../../../modules/stacks/index.js';
import { ComposeOutput } from './compose-output.js';
import { DockerCli } from './docker-cli.js';
import { DockerTimeouts } from './docker-timeouts.js';
import { Patience } from './patience.js';
import { OutOfTime } from './within-time.js';

type PullOptions = Parameters<ComposeProject['pull']>[2];

/**
 * Runs `docker compose` in the stack's directory, as an operator would: without `--file`, so that Compose itself finds
 * the file with its override, or what COMPOSE_FILE in `.env` names. (`--project-directory` is no substitute: Compose takes
 * the paths in COMPOSE_FILE relative to where it runs.) The project's name is given, so that it is the one we know.
 */
@Injectable()
export class DockerComposeProject extends ComposeProject {
  constructor(
    private readonly cli: DockerCli,
    private readonly timeouts: DockerTimeouts,
  ) {
    super();
  }

  /** Naming no service would mean all of them. */
  async pull(stack: Stack, services: readonly string[], options: PullOptions): Promise<void> {
    if (services.length === 0) return;
    const { inactivityTimeout: seconds, log, signal } = options;
    const silence = new Error(`no output for ${seconds} s`);
    const patience = new Patience({ ms: seconds * 1000, reason: silence, parent: signal });
    const output = new ComposeOutput(log, () => patience.renew());
    try {
      await this.compose(stack, ['pull', '--', ...services], output, patience);
    } catch (error) {
      throw new ImagePullFailed(stack.name, messageOf(error), output.text);
    }
  }

  async up(stack: Stack, services: readonly string[], log: ActivityLog): Promise<void> {
    if (services.length === 0) return;
    const ms = this.timeouts.composeUp;
    const patience = new Patience({ ms, reason: new OutOfTime(ms) });
    const args = ['up', '--detach', '--no-deps', '--no-build', '--pull', 'never', '--', ...services];
    try {
      await this.compose(stack, args, new ComposeOutput(log), patience);
    } catch (error) {
      throw new ComposeFailed(stack.name, 'up', messageOf(error));
    }
  }

  private async compose(
    { project, path }: Stack,
    args: readonly string[],
    output: ComposeOutput,
    patience: Patience,
  ): Promise<void> {
    const call = { args: ['compose', '--project-name', project, ...args], cwd: path, onOutput: output.add };
    const code = await this.cli.run({ ...call, signal: patience.signal }).finally(() => {
      output.finish();
      patience.end();
    });
    if (code !== 0) throw new Error(output.lastLine || `exit code ${String(code)}`);
  }
}
