import { RunJob } from '../../src/modules/jobs/application/run-job.use-case.js';
import { StartAdHocJob } from '../../src/modules/jobs/application/start-ad-hoc-job.use-case.js';
import type { Job } from '../../src/modules/jobs/index.js';
import { aContainer } from './builders/a-container.js';
import { aStack } from './builders/a-stack.js';
import { InMemoryWorld } from './in-memory-world.js';

export const shop = aStack();
export const web = aContainer('web');
export const never = new AbortController().signal;

export const COMMAND = {
  stacks: [shop.path],
  stopContainers: true,
  includeData: true,
  outputFormat: 'tar',
  compressionLevel: null,
  dryRun: false,
  triggeredBy: 'api',
} as const;

/** A shop, and a process that may back it up. */
export async function setUp() {
  const world = new InMemoryWorld();
  world.add(shop, web);
  const process = await world.process();
  const start = (): Promise<Job> => process.get(StartAdHocJob).execute(COMMAND);
  const find = async (job: Job): Promise<Job | null> => world.jobs.findById(job.id);
  return { world, process, start, find };
}

/** A process that dies in the middle of a capture. */
export async function killedWhileCapturing() {
  const { world, process, start, find } = await setUp();
  const job = await start();
  world.store.capture = ({ target }) => {
    world.store.partials.add(target.path);
    return new Promise(() => undefined);
  };
  void process.get(RunJob).execute(job.id, never);
  while (world.store.partials.size === 0) await new Promise((resolve) => setImmediate(resolve));
  process.kill();
  Reflect.deleteProperty(world.store, 'capture');
  const reborn = await world.process();
  return { world, job, reborn, find };
}
