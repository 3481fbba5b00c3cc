import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { DiagnosticCheck, type Finding, ok, problem } from '../../../../modules/diagnosis/index.js';
import { EngineUnreachable, type StackRuntime } from '../../../../modules/stacks/index.js';

const SET_DOCKER_HOST =
  "set DOCKER_HOST to the engine's socket, e.g. unix:///var/run/docker.sock (in a container: mount the socket)";

/** Without the engine nothing is stopped, started, or known to be stopped. */
export class EngineCheck extends DiagnosticCheck {
  readonly name = 'Docker engine';

  constructor(
    private readonly runtime: Pick<StackRuntime, 'version'>,
    private readonly socket: string,
  ) {
    super();
  }

  async run(): Promise<Finding> {
    try {
      return ok(`version ${await this.runtime.version()} at ${this.socket}`);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      return problem(`no answer at ${this.socket} (${error.reason})`, await this.remedy());
    }
  }

  private async remedy(): Promise<string> {
    const stats = await stat(this.socket).catch(() => null);
    if (stats === null) return `Start Docker, or ${SET_DOCKER_HOST}.`;
    if (!stats.isSocket()) return `That is no socket: ${SET_DOCKER_HOST}.`;
    const usable = await access(this.socket, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
    if (usable) return 'Start or restart Docker; its own log says why it does not answer.';
    return `Run Stowage as root, or as a user in the group of the socket (group id ${stats.gid}).`;
  }
}
