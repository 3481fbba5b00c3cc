import { DockerodeOwnContainerSource } from '../../src/adapters/out/docker/dockerode.own-container-source.js';
import { ContainerScene } from '../support/discovery/container-scene.js';
import { ownContainerSourceContract } from './own-container-source.contract.js';

ownContainerSourceContract('DockerodeOwnContainerSource', async () => {
  const scene = await ContainerScene.make();
  return {
    source: new DockerodeOwnContainerSource(scene.self),
    inside: async ({ id, project, configFiles }) => {
      await scene.enter(id);
      const labels = {
        'com.docker.compose.project': project ?? '',
        'com.docker.compose.project.config_files': configFiles.join(','),
      };
      scene.know({ Id: id, Config: { Labels: project === null ? {} : labels }, Mounts: [] });
    },
    remove: () => scene.remove(),
  };
});

it('knows its own id from the kernel alone, so that it never stops itself', async () => {
  const scene = await ContainerScene.make();
  await scene.enter('d'.repeat(64));
  scene.know({ Id: 'd'.repeat(64), Config: { Labels: {} }, Mounts: [] });
  scene.fail(500);
  const own = { id: 'd'.repeat(64), project: null, configFiles: [] };
  await expect(new DockerodeOwnContainerSource(scene.self).find()).resolves.toEqual(own);
  await scene.remove();
});
