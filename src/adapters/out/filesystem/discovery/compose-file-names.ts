import { resolve } from 'node:path';
import type { Variables } from '../../../../modules/stacks/index.js';
import type { EntryKind } from './directory-listing.js';

/** In the order in which Docker Compose prefers them. */
export const COMPOSE_FILE_NAMES = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
];
/** As above, for the one file that Compose merges over the compose file by itself. */
export const OVERRIDE_FILE_NAMES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];
export const ENV_FILE_NAME = '.env';

/** Those of these names that are files, or links that may lead to one. */
export const presentAmong = (
  names: readonly string[],
  entries: ReadonlyMap<string, EntryKind>,
): readonly string[] => names.filter((name) => ['file', 'link'].includes(entries.get(name) ?? ''));

/** The files that `docker compose` in this directory would merge, in this order; none if it is no stack. */
export function composeFilesOf(
  directory: string,
  entries: ReadonlyMap<string, EntryKind>,
  variables: Variables,
): readonly string[] {
  const configured = variables.get('COMPOSE_FILE') ?? '';
  const separator = variables.get('COMPOSE_PATH_SEPARATOR') || ':';
  const [first] = presentAmong(COMPOSE_FILE_NAMES, entries);
  const byDefault =
    first === undefined ? [] : [first, ...presentAmong(OVERRIDE_FILE_NAMES, entries).slice(0, 1)];
  const names = configured === '' ? byDefault : configured.split(separator).filter((name) => name !== '');
  return names.map((name) => resolve(directory, name));
}
