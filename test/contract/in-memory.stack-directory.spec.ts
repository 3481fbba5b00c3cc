import type { Stack } from '../../src/modules/stacks/index.js';
import { InMemoryStackDirectory } from '../support/in-memory/in-memory.stack-directory.js';
import { stackDirectoryContract } from './stack-directory.contract.js';

stackDirectoryContract('InMemoryStackDirectory', async () => {
  const directory = new InMemoryStackDirectory();
  const add = (place: Pick<Stack, 'name' | 'path' | 'root' | 'kind'>): string => {
    const composeFile = `${place.path}/compose.yaml`;
    const services = [{ name: 'web', image: 'web:1' }];
    directory.add({ ...place, project: place.name, composeFile, services }, ['compose.yaml', '.env']);
    return place.path;
  };
  return {
    directory,
    root: async (name) => {
      directory.addRoot(`/${name}`);
      return `/${name}`;
    },
    nestedStack: async (root, name) => add({ name, root, path: `${root}/${name}`, kind: 'nested' }),
    directStack: async (root) => add({ name: root.slice(1), root, path: root, kind: 'direct' }),
  };
});
