import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { docker } from '../test/support/docker/docker-cli.js';
import { IDLE, TEST_IMAGE } from '../test/support/docker/test-image.js';
import { TestStack } from '../test/support/docker/test-stack.js';
import { CountingProxy } from './support/counting-proxy.js';
import { compared, type Figure, type Findings, limited, seconds } from './support/figure.js';
import { timed } from './support/interleave.js';
import { median } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

const STACKS = 1_000;
/** Of two containers each. */
const RUNNING = 10;
const ROUNDS = 20;
const LIMIT_SECONDS = 1;

/** How long it takes to find many stacks and what runs of them. */
export async function measureDiscovery(workshop: Workshop): Promise<Findings> {
  const place = await workshop.place('discovery');
  const running = await makeStacks(workshop.socket, place);
  const proxy = await CountingProxy.listen(workshop.directory, workshop.socket);
  const service = await workshop.service({ stacksDirs: [place], socket: proxy.socket });
  proxy.take();
  const times: number[] = [];
  const calls: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    times.push(await timed(() => assertFound(service.get('/api/stacks'))));
    calls.push(proxy.take().length);
  }
  const asked = await timed(() => docker(workshop.socket, 'ps', '-a'));
  await workshop.dismiss(service);
  await proxy.close();
  for (const stack of running) await stack.remove();
  await workshop.clear(place);
  return {
    title: 'Discovery',
    how: `\`GET /api/stacks\` with ${STACKS} directories, each with a compose file of two services and an \`.env\`, and ${RUNNING * 2} containers running. The calls are counted by a proxy between the service and the engine's socket. The first request finds nothing prepared; then the median and the slowest of ${ROUNDS}. Beside it what \`docker ps -a\` takes, to show what part of it the engine is.`,
    figures: [
      limited({ what: 'First request', ours: times[0] ?? 0, format: seconds, below: LIMIT_SECONDS }),
      limited({
        what: 'Slowest of the next',
        ours: Math.max(...times.slice(1)),
        format: seconds,
        below: LIMIT_SECONDS,
      }),
      compared({
        what: 'Median, beside `docker ps -a`',
        ours: median(times.slice(1)),
        plain: asked,
        format: seconds,
        atMost: null,
      }),
      exactlyOneCall(calls),
    ],
  };
}

async function makeStacks(socket: string, place: string): Promise<readonly TestStack[]> {
  for (let index = 0; index < STACKS - RUNNING; index += 1) {
    const path = join(place, `stack-${index}`);
    await mkdir(path);
    await writeFile(join(path, 'compose.yaml'), dump(composeOf(index)));
    await writeFile(join(path, '.env'), `TAG=1.${index}\n`);
  }
  const running: TestStack[] = [];
  for (let index = 0; index < RUNNING; index += 1) {
    const idle = { image: TEST_IMAGE, command: IDLE, network_mode: 'none' };
    const stack = await TestStack.write(socket, { services: { db: idle, web: idle } }, { parent: place });
    await stack.up();
    running.push(stack);
  }
  return running;
}

const composeOf = (index: number): object => ({
  services: {
    web: {
      image: 'example/web:${TAG:-latest}',
      depends_on: ['db'],
      ports: [`127.0.0.1:${10_000 + index}:80`],
      volumes: ['./site:/site:ro'],
      environment: { DATABASE: 'db', LEVEL: 'info' },
    },
    db: {
      image: 'example/db:16',
      volumes: ['data:/var/lib/db', './conf:/etc/db:ro'],
      restart: 'unless-stopped',
    },
  },
  volumes: { data: {} },
});

async function assertFound(
  answer: Promise<{ readonly stacks: readonly { readonly state: string }[] }>,
): Promise<void> {
  const { stacks } = await answer;
  const running = stacks.filter(({ state }) => state === 'running');
  if (stacks.length !== STACKS || running.length !== RUNNING)
    throw new Error(`Found ${stacks.length} stacks, ${running.length} of them running.`);
}

function exactlyOneCall(calls: readonly number[]): Figure {
  const most = Math.max(...calls);
  return {
    what: 'Calls to the engine for one request, at most',
    ours: String(most),
    plain: '',
    ratio: '',
    target: '1',
    met: most === 1 && Math.min(...calls) === 1,
  };
}
