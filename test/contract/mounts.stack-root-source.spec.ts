import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MountsStackRootSource } from '../../src/adapters/out/docker/mounts.stack-root-source.js';
import { ContainerScene } from '../support/discovery/container-scene.js';
import { stackRootSourceContract } from './stack-root-source.contract.js';

stackRootSourceContract('MountsStackRootSource', async () => {
  const scene = await ContainerScene.make();
  const pathOf = (name: string): string => join(scene.home, name);
  return {
    source: async (names, gone) => {
      for (const name of names) await mkdir(pathOf(name));
      const stacksDirs = [...names, ...(gone === undefined ? [] : [gone])].map(pathOf);
      const own = {
        archivesDir: '/a',
        logDir: '/l',
        downloadsDir: '/d',
        dataDir: '/s',
        dockerSocket: '/socket',
      };
      return new MountsStackRootSource(scene.self, { ...own, stacksDirs });
    },
    pathOf,
    remove: () => scene.remove(),
  };
});
