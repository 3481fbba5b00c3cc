import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContainer, TestStack } from '../docker/test-stack.js';
import { until } from '../docker/until.js';

const IMAGE = 'stowage-test/busybox:1';
/** Ends at once when told to, as a good service does. */
const SERVE = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];

const compose = {
  services: {
    db: {
      image: IMAGE,
      command: SERVE,
      volumes: ['./data:/data', '/anonymous'],
      healthcheck: { test: ['CMD', 'true'], interval: '500ms', retries: 3, start_period: '0s' },
    },
    web: { image: IMAGE, command: SERVE, depends_on: { db: { condition: 'service_healthy' } } },
    mailer: { image: IMAGE, command: SERVE, depends_on: ['web'] },
    worker: { image: IMAGE, command: SERVE },
  },
};

/** What must be the same before and after: nothing recreated, nothing left down, nothing started that was not running. */
export type ShopState = Readonly<Record<string, { readonly id: string; readonly state: string }>>;

/** A stack of four services, with health-gated start order and some data; `worker` was stopped by hand. */
export class TestShop {
  private constructor(readonly stack: TestStack) {}

  static async open(socket: string, parent: string, megabytes = 8): Promise<TestShop> {
    await mkdir(parent, { recursive: true });
    const stack = await TestStack.write(socket, compose, { parent });
    await mkdir(join(stack.path, 'data'), { recursive: true });
    for (let index = 0; index < megabytes; index += 1) {
      await writeFile(join(stack.path, 'data', `block-${index}`), randomBytes(1024 * 1024));
    }
    await stack.up();
    await stack.compose('stop', 'worker');
    const shop = new TestShop(stack);
    await until('the database to be healthy', async () => (await stack.container('db')).health === 'healthy');
    return shop;
  }

  async state(): Promise<ShopState> {
    return stateOf(await this.stack.containers());
  }
}

const stateOf = (containers: readonly TestContainer[]): ShopState =>
  Object.fromEntries(containers.map(({ service, id, state }) => [service, { id, state }]));
