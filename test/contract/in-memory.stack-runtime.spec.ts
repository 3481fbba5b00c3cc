import type { ComposeContainer } from '../../src/modules/stacks/index.js';
import { aContainer } from '../support/builders/a-container.js';
import { InMemoryStackRuntime } from '../support/in-memory/in-memory.stack-runtime.js';
import { stackRuntimeContract } from './stack-runtime.contract.js';

const stackOf = (project: string): readonly ComposeContainer[] => [
  aContainer('cache', { project, image: 'test:1' }),
  aContainer('db', {
    project,
    image: 'test:1',
    health: 'healthy',
    mounts: [
      { type: 'bind', name: null, source: `/stacks/${project}/data`, destination: '/data', writable: false },
      { type: 'volume', name: 'v1', source: '/volumes/v1', destination: '/kept', writable: true },
    ],
  }),
  aContainer('web', {
    project,
    image: 'test:1',
    dependsOn: [
      { service: 'db', condition: 'service_healthy' },
      { service: 'cache', condition: 'service_started' },
    ],
  }),
];

describe('InMemoryStackRuntime', () => {
  stackRuntimeContract(async () => {
    const runtime = new InMemoryStackRuntime();
    let stacks = 0;
    return {
      runtime,
      up: async () => {
        const project = `stack${++stacks}`;
        const containers = stackOf(project);
        runtime.seed(...containers);
        runtime.becomesHealthyAfter(containers[1]!.id, 2);
        return {
          project,
          composeFile: `/opt/stacks/${project}/compose.yaml`,
          dataDirectory: `/stacks/${project}/data`,
          image: 'test:1',
        };
      },
      unstartable: async () => {
        const container = aContainer('broken', { state: 'created' });
        runtime.seed(container).refuseStart(container.id, 'executable file not found');
        return container;
      },
      pulledImage: async () => {
        const image = { id: 'sha256:pulled', repoDigest: 'registry/pulled@sha256:00' };
        runtime.knowDigest(image.id, image.repoDigest);
        return image;
      },
      withoutEngine: () => {
        const gone = new InMemoryStackRuntime();
        gone.setOutage('connect ECONNREFUSED');
        return gone;
      },
      close: async () => undefined,
    };
  });
});
