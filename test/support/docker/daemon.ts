import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type EngineFiles } from './engine-files.js';
import { until } from './until.js';

/** One of the programs an engine consists of. */
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
    // The engine stops its containers when the test process dies. It needs containerd for that, which therefore stays.
    const guard = this.name === 'dockerd' ? ['--pdeathsig', 'TERM'] : [];
    this.child = spawn('setpriv', [...guard, this.name, ...this.args], {
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
    child.ref();
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Kills the one that a dead test process has left running in the same directory. */
  async endAbandoned(): Promise<void> {
    const pid = Number(await readFile(this.files.pidFile(this.name), 'utf8').catch(() => '0'));
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!commandLine.includes(this.files.directory)) return;
    process.kill(pid, 'SIGKILL');
    await until(`the end of ${this.name}`, () => !existsSync(`/proc/${pid}/fd/0`));
  }

  lastWords(): string {
    return readFileSync(this.files.log(this.name), 'utf8').split('\n').slice(-15).join('\n');
  }
}
