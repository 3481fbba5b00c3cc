import type { Stack } from '../../src/modules/stacks/index.js';
import { type Job, StartAdHocJob } from '../../src/modules/jobs/index.js';
import { RunJob } from '../../src/modules/jobs/application/run-job.use-case.js';
import { aContainer } from './builders/a-container.js';
import { aStack } from './builders/a-stack.js';
import { InMemoryWorld } from './in-memory-world.js';

export const shop = aStack();
export const blog = aStack({
  name: 'blog',
  path: '/opt/stacks/blog',
  project: 'blog',
  composeFile: '/opt/stacks/blog/compose.yaml',
});
export const shopWeb = aContainer('web');
const blogWeb = aContainer('web', { project: 'blog' });

const COMMAND = {
  stopContainers: true,
  includeData: true,
  outputFormat: 'tar.zst',
  compressionLevel: null,
  dryRun: false,
  triggeredBy: 'api',
} as const;

/** A world with two running stacks, a process, and a hand to start and run jobs. */
export async function openTwoStacks() {
  const world = new InMemoryWorld();
  world.add(shop, shopWeb);
  world.add(blog, blogWeb);
  const process = await world.process();
  const shutdown = new AbortController();
  const start = (
    stacks: readonly Stack[],
    more: { readonly dryRun?: boolean; readonly stopContainers?: boolean } = {},
  ) => process.get(StartAdHocJob).execute({ ...COMMAND, ...more, stacks: stacks.map(({ path }) => path) });
  const run = async (job: Job): Promise<Job> => {
    await process.get(RunJob).execute(job.id, shutdown.signal);
    const ended = await world.jobs.findById(job.id);
    if (!ended) throw new Error('the job is gone');
    return ended;
  };
  return { world, process, shutdown, start, run };
}

export const UP = { 'shop-web-1': 'running', 'blog-web-1': 'running' };
