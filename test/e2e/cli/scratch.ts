import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Variables } from './command.js';

/** Directories for one suite. */
export class Scratch {
  private constructor(readonly path: string) {}

  static async make(): Promise<Scratch> {
    const path = await realpath(await mkdtemp(join(tmpdir(), 'stowage-cli-')));
    await chmod(path, 0o711); // the built-in PostgreSQL has another user
    await mkdir(join(path, 'stacks'));
    return new Scratch(path);
  }

  get stacksDir(): string {
    return join(this.path, 'stacks');
  }

  get dataDir(): string {
    return join(this.path, 'data');
  }

  variables(socket: string): Variables {
    return { DATA_DIR: this.dataDir, STACKS_DIRS: this.stacksDir, DOCKER_HOST: `unix://${socket}` };
  }

  /** A stack without containers. */
  async addStack(name: string): Promise<string> {
    const path = join(this.stacksDir, name);
    await mkdir(path);
    await writeFile(join(path, 'compose.yaml'), 'services:\n  app:\n    image: busybox\n');
    await writeFile(join(path, 'data.txt'), 'worth keeping\n');
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
