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
