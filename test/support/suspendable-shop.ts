import { ResumeStack } from '../../src/modules/stacks/application/resume-stack.js';
import { StartOwedContainers } from '../../src/modules/stacks/application/start-owed-containers.js';
import { type SuspendRequest, SuspendStack } from '../../src/modules/stacks/application/suspend-stack.js';
import { WatchResumedStack } from '../../src/modules/stacks/application/watch-resumed-stack.js';
import type { ComposeContainer } from '../../src/modules/stacks/index.js';
import { aContainer } from './builders/a-container.js';
import { aStack } from './builders/a-stack.js';
import { HandSetClock } from './hand-set-clock.js';
import { InMemoryComposeProject } from './in-memory/in-memory.compose-project.js';
import { InMemoryStackRuntime } from './in-memory/in-memory.stack-runtime.js';
import { InMemorySuspensionJournal } from './in-memory/in-memory.suspension-journal.js';
import { RecordedLog } from './recorded-log.js';

export const stack = aStack();
export const db = aContainer('db', { health: 'healthy' });
export const cache = aContainer('cache');
export const web = aContainer('web', {
  dependsOn: [
    { service: 'db', condition: 'service_healthy' },
    { service: 'cache', condition: 'service_started' },
  ],
});

/** Everything that suspends and resumes, around containers in memory. */
export function setUp(...containers: readonly ComposeContainer[]) {
  const runtime = new InMemoryStackRuntime().seed(...containers);
  const compose = new InMemoryComposeProject(runtime);
  const journal = new InMemorySuspensionJournal();
  const clock = new HandSetClock();
  const resumeStack = new ResumeStack(new StartOwedContainers(runtime, compose, clock), journal, clock);
  const suspendStack = new SuspendStack(runtime, journal, resumeStack, clock);
  const log = new RecordedLog();
  const cancel = new AbortController();
  const hurry = new AbortController();
  const request: SuspendRequest = {
    stack,
    jobId: 7,
    containers,
    log,
    signal: cancel.signal,
    onDown: () => undefined,
    resume: { patience: 10, healthTimeout: 30, hurry: hurry.signal },
  };
  const stateOf = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await runtime.containers()).map(({ service, state }) => [service, state]));
  const watch = new WatchResumedStack(runtime, resumeStack, journal, clock);
  return {
    runtime,
    compose,
    watch,
    journal,
    clock,
    resumeStack,
    suspendStack,
    log,
    cancel,
    hurry,
    request,
    stateOf,
  };
}

export const ALL_UP = { db: 'running', cache: 'running', web: 'running' };
export const ALL_DOWN = { db: 'exited', cache: 'exited', web: 'exited' };
