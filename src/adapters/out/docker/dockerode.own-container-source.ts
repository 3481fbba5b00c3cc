import { Injectable } from '@nestjs/common';
import { type OwnContainer, OwnContainerSource } from '../../../modules/stacks/index.js';
import { fromLabels, PROJECT_LABEL } from './compose-labels.js';
import { containerIdIn } from './container-id.js';
import { SelfInspection } from './self-inspection.js';

@Injectable()
export class DockerodeOwnContainerSource extends OwnContainerSource {
  constructor(private readonly self: SelfInspection) {
    super();
  }

  async find(): Promise<OwnContainer | null> {
    const self = await this.self.inspect();
    if (self.kind === 'outside') return null;
    if (self.kind === 'unconfirmed') return unlabelled(containerIdIn(self.mounts));
    const { Id: id, Config: config } = self.container;
    const { configFiles } = fromLabels(config.Labels);
    return { id, project: config.Labels[PROJECT_LABEL] ?? null, configFiles };
  }
}

/** The kernel's word is enough never to stop ourselves, whatever the engine says or does not say. */
const unlabelled = (id: string | null): OwnContainer | null =>
  id === null ? null : { id, project: null, configFiles: [] };
