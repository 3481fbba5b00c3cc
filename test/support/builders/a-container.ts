import { createHash } from 'node:crypto';
import type { ComposeContainer } from '../../../src/modules/stacks/index.js';

/** A running container of the service, with an id that follows from project, service and number. */
export function aContainer(service: string, more: Partial<ComposeContainer> = {}): ComposeContainer {
  const { project = 'shop', number = 1 } = more;
  const name = `${project}-${service}-${number}`;
  return {
    id: createHash('sha256').update(name).digest('hex'),
    name,
    project,
    service,
    number,
    configFiles: [`/opt/stacks/${project}/compose.yaml`],
    image: `${service}:1`,
    imageId: `sha256:${createHash('sha256').update(service).digest('hex')}`,
    state: 'running',
    health: 'none',
    exitCode: null,
    dependsOn: [],
    mounts: [],
    oneOff: false,
    ...more,
  };
}
