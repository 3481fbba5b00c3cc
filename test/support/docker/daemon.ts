import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type EngineFiles } from './engine-files.js';

/** One of the programs an engine consists of. It is ended when the test process dies, however that happens. */
export class Daemon {
  private child: ChildProcess | null = null;

  constructor(
    private readonly name: 'dockerd' | 'containerd',
    private readonly args: readonly string[],
    private readonly files: EngineFiles,
  ) {}

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  start(): void {
    const log = openSync(this.files.log(this.name), 'a');
    this.child = spawn('setpriv', ['--pdeathsig', 'TERM', this.name, ...this.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` },
    });
    closeSync(log);
    this.child.unref();
    writeFileSync(this.files.pidFile(this.name), String(this.child.pid));
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  lastWords(): string {
    return readFileSync(this.files.log(this.name), 'utf8').split('\n').slice(-15).join('\n');
  }
}
