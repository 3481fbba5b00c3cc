import { type StackRoots, StackRootSource } from '../../../src/modules/stacks/index.js';

export class InMemoryStackRootSource extends StackRootSource {
  constructor(public found: StackRoots = { roots: [], warnings: [] }) {
    super();
  }

  async find(): Promise<StackRoots> {
    return this.found;
  }
}
