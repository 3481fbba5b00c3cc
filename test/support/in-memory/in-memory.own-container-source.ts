import { type OwnContainer, OwnContainerSource } from '../../../src/modules/stacks/index.js';

export class InMemoryOwnContainerSource extends OwnContainerSource {
  /** What `find` answers; null: outside a container. */
  own: OwnContainer | null = null;

  async find(): Promise<OwnContainer | null> {
    return this.own;
  }
}
