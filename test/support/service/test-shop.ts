import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IDLE, TEST_IMAGE } from '../docker/test-image.js';
import { type TestContainer, TestStack } from '../docker/test-stack.js';
import { until } from '../docker/until.js';

const SERVICES = {
  db: {
    image: TEST_IMAGE,
    command: IDLE,
    volumes: ['./data:/data', '/anonymous'],
    healthcheck: { test: ['CMD', 'true'], interval: '500ms', retries: 3, start_period: '0s' },
  },
  web: { image: TEST_IMAGE, command: IDLE, depends_on: { db: { condition: 'service_healthy' } } },
  mailer: { image: TEST_IMAGE, command: IDLE, depends_on: ['web'] },
  worker: { image: TEST_IMAGE, command: IDLE },
} as const;

type Service = keyof typeof SERVICES;

/** What must be the same before and after: nothing recreated, nothing left down, nothing started that was not running. */
export type ShopState = Readonly<Record<string, { readonly id: string; readonly state: string }>>;

export interface ShopOptions {
  /** Of data that no compressor makes smaller. */
  readonly megabytes?: number;
  /** Unique by default. */
  readonly name?: string;
  /** Besides the data. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is different about some of the services. */
  readonly services?: Readonly<Partial<Record<Service, object>>>;
}

/** A stack of four services, with health-gated start order and some data; `worker` was stopped by hand. */
export class TestShop {
  private constructor(
    readonly stack: TestStack,
    /** As it was when it was opened. */
    readonly atFirst: ShopState,
  ) {}

  static async open(socket: string, parent: string, options: ShopOptions = {}): Promise<TestShop> {
    const { megabytes = 4, services = {}, ...place } = options;
    await mkdir(parent, { recursive: true });
    const all = Object.entries(SERVICES).map(([name, service]) => [
      name,
      { ...service, ...services[name as Service] },
    ]);
    const stack = await TestStack.write(socket, { services: Object.fromEntries(all) }, { parent, ...place });
    await addData(stack, megabytes);
    await stack.up();
    await stack.compose('stop', 'worker');
    await until('the database to be healthy', async () => (await stack.container('db')).health === 'healthy');
    return new TestShop(stack, stateOf(await stack.containers()));
  }

  get name(): string {
    return this.stack.name;
  }

  async state(): Promise<ShopState> {
    return stateOf(await this.stack.containers());
  }

  /** When each container was started last; the one that was stopped by hand included. */
  async startTimes(): Promise<Readonly<Record<string, string>>> {
    const containers = await this.stack.containers();
    return Object.fromEntries(containers.map(({ service, startedAt }) => [service, startedAt]));
  }
}

async function addData({ path }: TestStack, megabytes: number): Promise<void> {
  await mkdir(join(path, 'data'), { recursive: true });
  for (let index = 0; index < megabytes; index += 1) {
    await writeFile(join(path, 'data', `block-${index}`), randomBytes(1024 * 1024));
  }
}

const stateOf = (containers: readonly TestContainer[]): ShopState =>
  Object.fromEntries(containers.map(({ service, id, state }) => [service, { id, state }]));
