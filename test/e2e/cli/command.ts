import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { spawnBound } from '../../support/service/spawn-bound.js';

const CLI = join(import.meta.dirname, '../../../dist/cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Variables = Readonly<Record<string, string>>;

/** The built command as its users run it. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  static start(args: readonly string[], variables: Variables): RunningCommand {
    return RunningCommand.spawn(process.execPath, [CLI, ...args], variables);
  }

  /** On a terminal of its own, of 80 columns. */
  static startOnTerminal(args: readonly string[], variables: Variables): RunningCommand {
    const command = [process.execPath, CLI, ...args].join(' ');
    const script = `stty cols 80 && exec ${command}`;
    return RunningCommand.spawn(
      'script',
      ['--quiet', '--return', '--command', script, '/dev/null'],
      variables,
    );
  }

  private static spawn(program: string, args: readonly string[], variables: Variables): RunningCommand {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...variables };
    return new RunningCommand(spawnBound(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] }));
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** On its terminal. */
  pressControlC(): void {
    this.child.stdin?.write('\u0003');
  }

  async end(): Promise<Ended> {
    const code = await this.ended;
    return { code, stdout: this.stdout, stderr: this.stderr };
  }
}

export const stowage = (args: readonly string[], variables: Variables): Promise<Ended> =>
  RunningCommand.start(args, variables).end();
