import { basename } from 'node:path';
import { messageOf } from '../../../../kernel/errors.js';
import { projectName, type Stack, type StackWarning } from '../../../../modules/stacks/index.js';
import { COMPOSE_FILE_NAMES, presentAmong } from './compose-file-names.js';
import { type ComposeProject, loadComposeProject } from './compose-project-loader.js';
import { declaredServices } from './declared-services.js';
import { type DirectoryListing, listDirectory } from './directory-listing.js';
import type { Candidate } from './stack-candidates.js';

export interface ReadStack {
  /** Null: the directory is no stack, or cannot be read. */
  readonly stack: Stack | null;
  readonly warnings: readonly StackWarning[];
}

/** Never rejects. */
export async function readStack(candidate: Candidate): Promise<ReadStack> {
  try {
    const listing = await listDirectory(candidate.path);
    const project = await loadComposeProject(candidate.path, listing.entries);
    if (!project) return { stack: null, warnings: [] };
    const { stack, problem } = stackOf(candidate, project);
    const ownWarnings = [
      ...severalFiles(stack, listing),
      ...(problem === null ? [] : [nameProblem(stack, problem)]),
    ];
    return { stack, warnings: [...project.warnings, ...ownWarnings] };
  } catch (error) {
    return { stack: null, warnings: [unreadable(candidate.path, error)] };
  }
}

function stackOf(
  { name, path, root, kind }: Candidate,
  { composeFile, sources, variables, declaredNames, projectDirectory }: ComposeProject,
): { readonly stack: Stack; readonly problem: string | null } {
  // Compose names the project after the path its user stands in, which a link may give another last name.
  const directoryName = projectDirectory === path ? name : basename(projectDirectory);
  const project = projectName({ variables, declaredNames, directoryName });
  const services = declaredServices(sources);
  return {
    stack: { name, path, root, kind, project: project.name, composeFile, services },
    problem: project.problem,
  };
}

function severalFiles({ path, composeFile }: Stack, { entries }: DirectoryListing): readonly StackWarning[] {
  const present = presentAmong(COMPOSE_FILE_NAMES, entries);
  if (present.length < 2 || !present.includes(basename(composeFile))) return [];
  const message = `${path} has ${present.join(' and ')}. Docker Compose takes ${basename(composeFile)}: remove what is not used.`;
  return [{ code: 'several_compose_files', path, message }];
}

const nameProblem = ({ path, project }: Stack, problem: string): StackWarning => ({
  code: 'project_name_invalid',
  path,
  message:
    `Docker Compose cannot name the project in ${path}: ${problem}. ` +
    (project === ''
      ? 'Set COMPOSE_PROJECT_NAME in its .env.'
      : `It is taken for "${project}" until that is mended.`),
});

const unreadable = (path: string, error: unknown): StackWarning => ({
  code: 'directory_unreadable',
  path,
  message: `${path} cannot be read, so a stack in it is not seen: ${messageOf(error)}. Give Stowage access to it.`,
});
