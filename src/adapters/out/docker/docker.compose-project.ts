import { Injectable } from '@nestjs/common';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { messageOf, reasons, throwAll } from '../../../kernel/errors.js';
import { alwaysRelease } from '../../../kernel/settle.js';
import {
  type ComposeContainer,
  type ComposedStack,
  ComposeFailed,
  ComposeProject,
  ImagePullFailed,
  isActive,
  type Stack,
  StackRuntime,
} from '../../../modules/stacks/index.js';
import { ComposeOutput } from './compose-output.js';
import { DockerCli } from './docker-cli.js';
import { DockerTimeouts } from './docker-timeouts.js';
import { Patience } from './patience.js';
import { OutOfTime } from './within-time.js';

/** From the images at hand. */
const AS_IT_IS = ['--no-build', '--pull', 'never'];

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
    private readonly runtime: StackRuntime,
    private readonly timeouts: DockerTimeouts,
  ) {
    super();
  }

  /**
   * Images that are built here are left out: their pull fails, and with it Compose calls the whole pull failed.
   * (Naming no service would mean all of them.)
   */
  async pull(stack: Stack, services: readonly string[], options: PullOptions): Promise<void> {
    if (services.length === 0) return;
    const { inactivityTimeout: seconds, log, signal } = options;
    const silence = new Error(`no output for ${seconds} s`);
    const patience = new Patience({ ms: seconds * 1000, reason: silence, parent: signal });
    const output = new ComposeOutput(log, () => patience.renew());
    try {
      await this.compose(stack, ['pull', '--ignore-buildable', '--', ...services], output, patience);
    } catch (error) {
      throw new ImagePullFailed(stack.name, messageOf(error));
    }
  }

  /**
   * With `create`, not `up --no-deps`: that one leaves a dependency that is not named out of the container's configuration,
   * so that Compose takes an unchanged service for changed, and the label from which we know the order of starts is lost.
   */
  async recreate(stack: Stack, services: readonly string[], log: ActivityLog): Promise<void> {
    if (services.length === 0) return;
    const before = await this.runtime.containersOfProject(stack.project);
    await alwaysRelease(
      () => this.create(stack, [...AS_IT_IS, ...replicas(services, before), '--', ...services], log),
      () => this.startAgain(stack, before.filter(isActive)),
    );
  }

  async replace(stack: ComposedStack, services: readonly string[], log: ActivityLog): Promise<void> {
    if (services.length === 0) return;
    const left = await this.runtime.containersOfProject(stack.project);
    const names = [...new Set(services)];
    const scale = names.flatMap((service) => {
      const missing = services.filter((one) => one === service).length;
      return ['--scale', `${service}=${replicasOf(service, left) + missing}`];
    });
    await this.create(stack, ['--no-recreate', ...scale, '--', ...names], log);
  }

  private async create(stack: ComposedStack, options: readonly string[], log: ActivityLog): Promise<void> {
    const ms = this.timeouts.composeCreate;
    const patience = new Patience({ ms, reason: new OutOfTime(ms) });
    const args = ['create', ...options];
    try {
      await this.compose(stack, args, new ComposeOutput(log), patience);
    } catch (error) {
      throw new ComposeFailed(stack.name, 'create', messageOf(error));
    }
  }

  /** Compose creates a container in the place of a running one, and does not start it. */
  private async startAgain({ project }: Stack, ran: readonly ComposeContainer[]): Promise<void> {
    if (ran.length === 0) return;
    const stopped = (await this.runtime.containersOfProject(project)).filter((now) => !isActive(now));
    const owed = stopped.filter((now) => ran.some((one) => one.name === now.name));
    const results = await Promise.allSettled(owed.map(({ id }) => this.runtime.start(id)));
    throwAll(reasons(results), 'what ran before could not be started again');
  }

  private async compose(
    { project, path }: ComposedStack,
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

/** Without it Compose would bring the services to the number of replicas that the file says. */
const replicas = (services: readonly string[], containers: readonly ComposeContainer[]): readonly string[] =>
  services.flatMap((service) => {
    const count = replicasOf(service, containers);
    return count > 0 ? ['--scale', `${service}=${count}`] : [];
  });

const replicasOf = (service: string, containers: readonly ComposeContainer[]): number =>
  containers.filter((one) => one.service === service && !one.oneOff).length;
