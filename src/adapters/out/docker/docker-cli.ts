import { homedir } from 'node:os';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.js';
import { Patience } from './patience.js';
import { type ProgramCall, runGroup } from './run-group.js';
import { OutOfTime } from './within-time.js';

/** Where Linux distributions and Docker's own packages put the program. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

export interface CliAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type CliCall = Pick<ProgramCall, 'args' | 'cwd' | 'onOutput' | 'signal'>;

/** The `docker` program could not be started at all. */
export class CliMissing extends Error {
  constructor(cwd: string) {
    super(`the docker program is not in ${PATH}, or there is no directory ${cwd}`);
  }
}

/** The `docker` program, against the configured engine. */
@Injectable()
export class DockerCli {
  constructor(private readonly config: AppConfig) {}

  /** Returns its exit code. @throws CliMissing, or the reason of the signal that ended it */
  async run(call: CliCall): Promise<number | null> {
    try {
      return await runGroup({ ...call, program: 'docker', environment: this.environment() });
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new CliMissing(call.cwd) : error;
    }
  }

  /** For short answers. @throws OutOfTime after so many milliseconds, CliMissing */
  async ask(args: readonly string[], ms: number): Promise<CliAnswer> {
    const output = { stdout: '', stderr: '' };
    const patience = new Patience({ ms, reason: new OutOfTime(ms) });
    const onOutput: CliCall['onOutput'] = (stream, text) => {
      output[stream] += text;
    };
    try {
      const code = await this.run({ args, cwd: '/', onOutput, signal: patience.signal });
      return { code, ...output };
    } finally {
      patience.end();
    }
  }

  /**
   * Nothing of our own environment: it has secrets, and Compose would put its variables into people's compose files.
   * The home directory is where `docker login` keeps what pulls need.
   */
  private environment(): Readonly<Record<string, string>> {
    return {
      PATH,
      HOME: homedir(),
      DOCKER_HOST: `unix://${this.config.dockerSocket}`,
      COMPOSE_PROGRESS: 'plain',
      COMPOSE_ANSI: 'never',
    };
  }
}
