import { resolve } from 'node:path';
import type { ComposeContainer, Dependency, DependencyCondition } from '../../../modules/stacks/index.js';

export type Labels = Readonly<Record<string, string>>;

const COMPOSE = 'com.docker.compose';
export const PROJECT_LABEL = `${COMPOSE}.project`;

type Labelled = Pick<
  ComposeContainer,
  'project' | 'service' | 'number' | 'configFiles' | 'oneOff' | 'dependsOn'
>;

/** What Compose notes on each container it makes. */
export const fromLabels = (labels: Labels): Labelled => ({
  project: labels[PROJECT_LABEL] ?? '',
  service: labels[`${COMPOSE}.service`] ?? '',
  number: Number(labels[`${COMPOSE}.container-number`] ?? '1'),
  configFiles: configFiles(labels),
  oneOff: labels[`${COMPOSE}.oneoff`]?.toLowerCase() === 'true',
  dependsOn: listed(labels[`${COMPOSE}.depends_on`]).map(dependency),
});

/** Compose v1 noted the paths as they were typed. */
const configFiles = (labels: Labels): readonly string[] =>
  listed(labels[`${PROJECT_LABEL}.config_files`]).map((file) =>
    resolve(labels[`${PROJECT_LABEL}.working_dir`] ?? '/', file),
  );

const listed = (text = ''): readonly string[] => text.split(',').filter((part) => part !== '');

const CONDITIONS: ReadonlySet<string> = new Set<DependencyCondition>([
  'service_started',
  'service_healthy',
  'service_completed_successfully',
]);

/** `db:service_healthy:false`; the last part says whether a restart of db restarts this one, and is not ours. */
function dependency(text: string): Dependency {
  const [service = '', condition = ''] = text.split(':');
  return { service, condition: isCondition(condition) ? condition : 'service_started' };
}

const isCondition = (text: string): text is DependencyCondition => CONDITIONS.has(text);
