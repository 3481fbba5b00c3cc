import { InMemoryStackRootSource } from '../support/in-memory/in-memory.stack-root-source.js';
import { stackRootSourceContract } from './stack-root-source.contract.js';

stackRootSourceContract('InMemoryStackRootSource', async () => ({
  source: async (names, gone) =>
    new InMemoryStackRootSource({
      roots: names.map((name) => `/${name}`),
      warnings:
        gone === undefined ? [] : [{ code: 'root_missing', path: `/${gone}`, message: 'It is gone.' }],
    }),
  pathOf: (name) => `/${name}`,
  remove: async () => undefined,
}));
