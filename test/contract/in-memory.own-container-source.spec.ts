import { InMemoryOwnContainerSource } from '../support/in-memory/in-memory.own-container-source.js';
import { ownContainerSourceContract } from './own-container-source.contract.js';

ownContainerSourceContract('InMemoryOwnContainerSource', async () => {
  const source = new InMemoryOwnContainerSource();
  return {
    source,
    inside: async (own) => {
      source.own = own;
    },
    remove: async () => undefined,
  };
});
