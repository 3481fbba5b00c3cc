import { request } from 'node:http';
import { Daemon } from './daemon.js';
import { docker } from './docker-cli.js';
import { discardEngineDirectory, makeEngineDirectory } from './engine-directory.js';
import { EngineFiles } from './engine-files.js';
import { until } from './until.js';

/** A Docker engine of the tests' own: own data, own socket, own containerd; it meets no other engine's containers. */
export class TestEngine {
  private readonly files: EngineFiles;
  private readonly containerd: Daemon;
  private readonly dockerd: Daemon;

  /** Everything of the engine goes below `directory`, whose path should be short: a socket's has 107 bytes at most. */
  constructor(readonly directory: string) {
    this.files = new EngineFiles(directory);
    this.containerd = new Daemon('containerd', ['--config', this.files.containerdConfig], this.files);
    this.dockerd = new Daemon('dockerd', ['--config-file', this.files.dockerdConfig], this.files);
  }

  /** A new engine that answers. */
  static async launch(): Promise<TestEngine> {
    const engine = new TestEngine(await makeEngineDirectory());
    await engine.start();
    return engine;
  }

  get socket(): string {
    return this.files.socket;
  }

  /** Also again, on the same data, after `stop` or `kill`. Returns when the engine answers. */
  async start(): Promise<void> {
    this.files.write();
    if (!this.containerd.isRunning) this.containerd.start();
    this.dockerd.start();
    await until(`an answer of ${this.socket}`, () => {
      if (!this.dockerd.isRunning) throw new Error(`dockerd ended at once:\n${this.dockerd.lastWords()}`);
      return answers(this.socket);
    });
  }

  /** The orderly end: the engine stops every container. */
  async stop(): Promise<void> {
    await this.dockerd.end('SIGTERM');
  }

  /** kill -9: containers go on running, without an engine. */
  async kill(): Promise<void> {
    await this.dockerd.end('SIGKILL');
  }

  /** Removes what a test process that was killed has left in this directory: processes, containers, networks, files. */
  async removeAbandoned(): Promise<void> {
    await this.dockerd.endAbandoned();
    await this.containerd.endAbandoned();
    await this.remove();
  }

  /** Ends the engine with all its containers and networks and removes its directory. */
  async remove(): Promise<void> {
    if (!this.dockerd.isRunning) await this.start();
    const containers = (await docker(this.socket, 'ps', '-aq')).split('\n').filter(Boolean);
    if (containers.length > 0) await docker(this.socket, 'rm', '-f', '-v', ...containers);
    await docker(this.socket, 'network', 'prune', '-f');
    await this.stop();
    await this.containerd.end('SIGTERM');
    await discardEngineDirectory(this.directory);
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}
