import { messageOf } from '../../../kernel/errors.js';
import { interpolate, type Variables } from './env-interpolation.js';

export interface ProjectNaming {
  readonly variables: Variables;
  /** The `name:` of every compose file that has one, in the order in which Compose merges the files. */
  readonly declaredNames: readonly string[];
  /** Name of the directory of the first compose file. */
  readonly directoryName: string;
}

export interface ProjectName {
  /** What Compose calls the project, or our best guess when there is a problem; empty if there is nothing to guess from. */
  readonly name: string;
  /** Why Compose itself would refuse this stack. */
  readonly problem: string | null;
}

const VALID = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * As Docker Compose 2 decides it: `COMPOSE_PROJECT_NAME`, taken as it is; else the last `name:`, interpolated and
 * normalised; else the directory's name, normalised.
 */
export function projectName({ variables, declaredNames, directoryName }: ProjectNaming): ProjectName {
  const fromDirectory = normaliseProjectName(directoryName);
  const wanted = variables.get('COMPOSE_PROJECT_NAME') ?? '';
  if (wanted !== '') {
    if (VALID.test(wanted)) return { name: wanted, problem: null };
    return {
      name: normaliseProjectName(wanted) || fromDirectory,
      problem: `COMPOSE_PROJECT_NAME is "${wanted}"; it may have lower-case letters, digits, - and _ only`,
    };
  }
  const declared = declaredNames.findLast((name) => name !== '');
  if (declared !== undefined) return fromDeclaration(declared, variables, fromDirectory);
  const problem =
    fromDirectory === '' ? `the directory name "${directoryName}" has no letter or digit of a-z, 0-9` : null;
  return { name: fromDirectory, problem };
}

/** Lower case, without other characters than letters, digits, - and _, beginning with a letter or digit. */
export const normaliseProjectName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');

function fromDeclaration(template: string, variables: Variables, fallback: string): ProjectName {
  try {
    const name = normaliseProjectName(interpolate(template, variables));
    if (name !== '') return { name, problem: null };
    return { name: fallback, problem: `"name: ${template}" leaves nothing that can be a project name` };
  } catch (error) {
    return { name: fallback, problem: messageOf(error) };
  }
}
