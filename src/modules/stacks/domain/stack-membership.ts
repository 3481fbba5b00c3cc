import type { ComposeContainer } from './container.js';
import type { StackWarning } from './discovery.js';
import type { Stack } from './stack.js';

/** What Compose writes on everything it makes: the project, and the files it was made from. */
export interface ComposeOrigin {
  readonly project: string | null;
  readonly configFiles: readonly string[];
}

type LocatedStack = Pick<Stack, 'name' | 'path' | 'root' | 'kind' | 'project' | 'composeFile'>;
type Origin = Pick<ComposeContainer, 'project' | 'configFiles'>;

/** Neither the project nor the place is enough alone: two directories can share a project, and two projects a directory. */
export const belongsTo = (container: Origin, stack: LocatedStack): boolean => comesFrom(container, stack);

/** The stack that this very process runs in, whatever its services are called. */
export const isOwn = (stack: LocatedStack, own: ComposeOrigin): boolean => comesFrom(own, stack);

/**
 * Containers that look like a stack's but are not matched with it, so that nothing would stop them while its files are
 * read: made from its files under another project name, or of its project but from files that are in no stack.
 */
export function foreignProjects(
  containers: readonly Origin[],
  stacks: readonly LocatedStack[],
): readonly StackWarning[] {
  const atPlace = groupBy(stacks, placesOf);
  const ofProject = groupBy(stacks, ({ project }) => [project]);
  const warnings = new Map<string, StackWarning>();
  for (const container of containers) {
    const here = [
      ...new Set(container.configFiles.flatMap(placesOfFile).flatMap((place) => atPlace.get(place) ?? [])),
    ];
    if (here.some(({ project }) => project === container.project)) continue;
    const suspicions =
      here.length > 0
        ? here.map((stack) => otherProject(container, stack))
        : (ofProject.get(container.project) ?? []).map((stack) => elsewhere(container, stack));
    suspicions.forEach((warning) =>
      warnings.set(`${warning.code} ${container.project} ${warning.path ?? ''}`, warning),
    );
  }
  return [...warnings.values()];
}

function comesFrom({ project, configFiles }: ComposeOrigin, stack: LocatedStack): boolean {
  if (project === null || project === '' || project !== stack.project) return false;
  const places = placesOf(stack);
  return configFiles.some((file) => placesOfFile(file).some((place) => places.includes(place)));
}

/** Compose notes the path its user stood in, which may lead through a symbolic link that our real path does not have. */
function placesOf({ path, root, kind, name, composeFile }: LocatedStack): readonly string[] {
  const asFound = kind === 'direct' ? root : `${root}/${name}`;
  return [...new Set([asDirectory(path), asDirectory(asFound), normalise(composeFile)])];
}

function placesOfFile(file: string): readonly string[] {
  const path = normalise(file);
  return [path, path.slice(0, path.lastIndexOf('/') + 1)];
}

const asDirectory = (path: string): string => normalise(`${path}/`);

/** Without `//`, `/./` and `/../`; a slash at the end stays and tells a directory from a file. */
function normalise(path: string): string {
  if (!/\/\/|\/\.{1,2}(\/|$)/.test(path)) return path;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`;
}

function groupBy<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

const otherProject = (
  { project }: Origin,
  { name, path, project: expected }: LocatedStack,
): StackWarning => ({
  code: 'foreign_project',
  message:
    `Containers of the project "${project}" were made from the files of "${name}" in ${path}, whose own project is ` +
    `"${expected}". They are not stopped for its backups. If they belong to it, write COMPOSE_PROJECT_NAME=${project} ` +
    `into ${path}/.env.`,
  path,
});

const elsewhere = ({ project, configFiles }: Origin, { name, path }: LocatedStack): StackWarning => ({
  code: 'project_elsewhere',
  message:
    `Containers of the project "${project}" were made from ${configFiles.join(', ') || 'unknown files'}, where no stack was ` +
    `found, but "${name}" in ${path} has the same project. They are not stopped for its backups. If that is another ` +
    `path of the same directory, run "docker compose up -d --force-recreate" in ${path}; else give one of the two another project name.`,
  path,
});
