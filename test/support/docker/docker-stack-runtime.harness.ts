import type { AppConfig } from '../../../src/config/app-config.js';
import type { StackRuntime } from '../../../src/modules/stacks/index.js';
import type { StackRuntimeHarness } from '../../contract/stack-runtime.contract.js';
import { docker } from './docker-cli.js';
import { FakeRegistry } from './fake-registry.js';
import { IDLE, READY_CHECK, TEST_IMAGE } from './test-image.js';
import { TestStack } from './test-stack.js';

const STACK = {
  services: {
    db: {
      image: TEST_IMAGE,
      command: IDLE,
      healthcheck: READY_CHECK,
      volumes: ['./data:/data:ro', '/kept'],
    },
    cache: { image: TEST_IMAGE, command: IDLE },
    web: {
      image: TEST_IMAGE,
      command: IDLE,
      depends_on: { db: { condition: 'service_healthy' }, cache: { condition: 'service_started' } },
    },
  },
};

const BROKEN = { services: { broken: { image: TEST_IMAGE, command: ['there-is-no-such-program'] } } };

/** Opens the contract of StackRuntime on a real engine, for the adapter that `make` makes. */
export function dockerHarness(socket: string, make: (socket: string) => StackRuntime): StackRuntimeHarness {
  const stacks: TestStack[] = [];
  const runtime = make(socket);
  const write = async (file: object, files: Record<string, string> = {}): Promise<TestStack> => {
    const stack = await TestStack.write(socket, file, { files });
    stacks.push(stack);
    return stack;
  };
  return {
    runtime,
    up: async () => {
      const stack = await write(STACK, { 'data/file': 'text' });
      await stack.up();
      return {
        project: stack.name,
        composeFile: stack.composeFile,
        dataDirectory: `${stack.path}/data`,
        image: TEST_IMAGE,
      };
    },
    unstartable: async () => {
      const stack = await write(BROKEN);
      await stack.compose('create');
      const [container] = await runtime.containersOfProject(stack.name);
      return container!;
    },
    pulledImage: () => pullImage(socket),
    withoutEngine: () => make('/nonexistent/docker.sock'),
    close: async () => {
      for (const stack of stacks) await stack.remove();
    },
  };
}

async function pullImage(socket: string): Promise<{ readonly id: string; readonly repoDigest: string }> {
  const registry = await FakeRegistry.listen();
  const image = registry.publish('pulled', registry.host);
  const said = await docker(socket, 'pull', image);
  await registry.close();
  const digest = /Digest: (sha256:[0-9a-f]{64})/.exec(said)?.[1] ?? '';
  const id = (await docker(socket, 'inspect', '--format', '{{.Id}}', image)).trim();
  return { id, repoDigest: `${image.replace(':latest', '')}@${digest}` };
}

/** The part of the configuration that the Docker adapters read. */
export const dockerConfig = (dockerSocket: string): AppConfig => ({ dockerSocket }) as AppConfig;
