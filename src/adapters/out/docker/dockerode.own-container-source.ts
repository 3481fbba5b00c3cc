import { Injectable } from '@nestjs/common';
import { type OwnContainer, OwnContainerSource } from '../../../modules/stacks/index.js';
import { fromLabels, PROJECT_LABEL } from './compose-labels.js';
import { SelfInspection } from './self-inspection.js';

@Injectable()
export class DockerodeOwnContainerSource extends OwnContainerSource {
  constructor(private readonly self: SelfInspection) {
    super();
  }

  async find(): Promise<OwnContainer | null> {
    const self = await this.self.inspect();
    if (self.kind !== 'inspected') return null;
    const { Id: id, Config: config } = self.container;
    const { configFiles } = fromLabels(config.Labels);
    return { id, project: config.Labels[PROJECT_LABEL] ?? null, configFiles };
  }
}
