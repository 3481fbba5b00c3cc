import fc from 'fast-check';
import { fromLabels } from './compose-labels.js';

const COMPOSE = 'com.docker.compose';

describe('fromLabels', () => {
  it('reads what Compose 2 notes', () => {
    expect(
      fromLabels({
        [`${COMPOSE}.project`]: 'shop',
        [`${COMPOSE}.service`]: 'web',
        [`${COMPOSE}.container-number`]: '2',
        [`${COMPOSE}.oneoff`]: 'False',
        [`${COMPOSE}.depends_on`]: 'cache:service_started:false,db:service_healthy:true',
        [`${COMPOSE}.project.config_files`]: '/opt/shop/compose.yaml,/opt/shop/compose.override.yaml',
        [`${COMPOSE}.project.working_dir`]: '/opt/shop',
      }),
    ).toEqual({
      project: 'shop',
      service: 'web',
      number: 2,
      oneOff: false,
      dependsOn: [
        { service: 'cache', condition: 'service_started' },
        { service: 'db', condition: 'service_healthy' },
      ],
      configFiles: ['/opt/shop/compose.yaml', '/opt/shop/compose.override.yaml'],
    });
  });

  it('reads what Compose 1 noted: relative files, no dependencies', () => {
    const labels = {
      [`${COMPOSE}.project.config_files`]: 'docker-compose.yml',
      [`${COMPOSE}.project.working_dir`]: '/opt/shop',
      [`${COMPOSE}.oneoff`]: 'True',
    };
    expect(fromLabels(labels)).toMatchObject({
      configFiles: ['/opt/shop/docker-compose.yml'],
      dependsOn: [],
      number: 1,
      oneOff: true,
    });
  });

  it.each([
    ['db', 'service_started'],
    ['db:service_completed_successfully:false:true', 'service_completed_successfully'],
    ['db:service_dreaming:false', 'service_started'],
  ])('reads the dependency "%s" as %s', (label, condition) => {
    expect(fromLabels({ [`${COMPOSE}.depends_on`]: label }).dependsOn).toEqual([
      { service: 'db', condition },
    ]);
  });

  it('reads every list of dependencies that Compose can note', () => {
    const service = fc.stringMatching(/^[a-zA-Z0-9._-]+$/);
    const condition = fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully');
    fc.assert(
      fc.property(fc.array(fc.record({ service, condition })), fc.boolean(), (dependsOn, restart) => {
        const label = dependsOn.map((one) => `${one.service}:${one.condition}:${String(restart)}`).join(',');
        expect(fromLabels({ [`${COMPOSE}.depends_on`]: label }).dependsOn).toEqual(dependsOn);
      }),
    );
  });
});
