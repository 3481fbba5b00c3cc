import { aContainer } from '../support/builders/a-container.js';
import { aStack } from '../support/builders/a-stack.js';
import { InMemoryComposeProject } from '../support/in-memory/in-memory.compose-project.js';
import { InMemoryStackRuntime } from '../support/in-memory/in-memory.stack-runtime.js';
import { composeProjectContract } from './compose-project.contract.js';

describe('InMemoryComposeProject', () => {
  composeProjectContract(async () => {
    const runtime = new InMemoryStackRuntime().seed(aContainer('web'), aContainer('db'));
    const compose = new InMemoryComposeProject(runtime);
    let published = 0;
    compose.declare(aContainer('web'));
    compose.refusePull('lost', 'manifest unknown');
    return {
      compose,
      runtime,
      stack: aStack(),
      removeContainer: async (id) => runtime.forget(id),
      publish: () => compose.publish('web', `newer ${++published}`),
      close: async () => undefined,
    };
  });
});
