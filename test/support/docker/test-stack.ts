import { randomBytes } from 'node:crypto';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import type { Stack } from '../../../src/modules/stacks/index.js';
import { compose, docker } from './docker-cli.js';

/** What the engine says about one container. */
export interface TestContainer {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly state: string;
  readonly startedAt: string;
  readonly exitCode: number;
  readonly health: string;
  readonly image: string;
}

export interface TestStackOptions {
  /** The directory that the stack's own directory is made in; the temporary one by default. */
  readonly parent?: string;
  /** Of the directory, and so of the project; unique by default. */
  readonly name?: string;
  /** Further files, by their path in the stack. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A real stack on a real engine, with a directory of its own. */
export class TestStack {
  private constructor(
    readonly socket: string,
    readonly path: string,
    readonly name: string,
  ) {}

  /** Writes the compose file (YAML, or an object: JSON is YAML) and nothing else; `up` starts it. */
  static async write(
    socket: string,
    file: object | string,
    options: TestStackOptions = {},
  ): Promise<TestStack> {
    const name = options.name ?? `stowage-${randomBytes(5).toString('hex')}`;
    const path = join(await realpath(options.parent ?? tmpdir()), name);
    await mkdir(path, { recursive: true });
    const stack = new TestStack(socket, path, name);
    await stack.rewrite(file);
    for (const [file, text] of Object.entries(options.files ?? {})) await stack.writeFile(file, text);
    return stack;
  }

  get composeFile(): string {
    return join(this.path, 'compose.yaml');
  }

  /** As discovery would tell it, but for the services. */
  described(): Stack {
    const { path, name, composeFile } = this;
    return { name, path, root: dirname(path), kind: 'nested', project: name, composeFile, services: [] };
  }

  async rewrite(file: object | string): Promise<void> {
    await this.writeFile('compose.yaml', typeof file === 'string' ? file : dump(file));
  }

  async writeFile(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.path, path)), { recursive: true });
    await writeFile(join(this.path, path), text);
  }

  compose(...args: readonly string[]): Promise<string> {
    return compose(this.socket, this.path, ...args);
  }

  async up(...services: readonly string[]): Promise<void> {
    await this.compose('up', '-d', ...services);
  }

  /** Sorted by name. */
  async containers(): Promise<readonly TestContainer[]> {
    const ids = (await this.compose('ps', '-aq', '--no-trunc')).split('\n').filter(Boolean);
    if (ids.length === 0) return [];
    const inspected = JSON.parse(await docker(this.socket, 'inspect', ...ids)) as readonly Inspected[];
    return inspected.map(asContainer).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** The first replica of a service. */
  async container(service: string): Promise<TestContainer> {
    const found = (await this.containers()).find((container) => container.service === service);
    if (!found) throw new Error(`"${this.name}" has no container of "${service}"`);
    return found;
  }

  /** Removes containers, networks, volumes and the directory. */
  async remove(): Promise<void> {
    await this.compose('down', '-v', '--remove-orphans', '-t', '1');
    await rm(this.path, { recursive: true });
  }
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: {
    readonly Status: string;
    readonly StartedAt: string;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
}

const asContainer = ({ Id, Name, Image, Config, State }: Inspected): TestContainer => ({
  id: Id,
  name: Name.slice(1),
  service: Config.Labels['com.docker.compose.service'] ?? '',
  state: State.Status,
  startedAt: State.StartedAt,
  exitCode: State.ExitCode,
  health: State.Health?.Status ?? 'none',
  image: Image,
});
