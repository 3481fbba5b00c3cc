import { dirname, resolve } from 'node:path';
import { interpolateOrKeep, type Variables } from '../../../../modules/stacks/index.js';
import type { ComposeReader, ComposeSource } from './compose-reader.js';
import { isRemote } from './remote-paths.js';
import { isMapping, isText, listAt } from './yaml-values.js';

interface Inclusion {
  readonly files: readonly string[];
  readonly projectDirectory: string;
  readonly envFiles: readonly string[];
}

/** These sources and, at any depth, those they include. */
export async function withIncluded(
  reader: ComposeReader,
  sources: readonly ComposeSource[],
): Promise<readonly ComposeSource[]> {
  const all = new Map(sources.map((source) => [source.path, source]));
  // A Map hands out what is added while it is walked.
  for (const source of all.values()) {
    for (const inclusion of inclusionsOf(source)) {
      const variables = await variablesFor(inclusion, source.variables, reader);
      for (const file of inclusion.files.filter((path) => !all.has(path))) {
        all.set(file, await reader.source(file, inclusion.projectDirectory, variables));
      }
    }
  }
  return [...all.values()];
}

/** The including project's variables win over those of the included one. */
async function variablesFor(
  { envFiles, projectDirectory }: Inclusion,
  known: Variables,
  reader: ComposeReader,
): Promise<Variables> {
  if (envFiles.length === 0) return reader.variablesIn(projectDirectory, known);
  let variables = known;
  for (const envFile of envFiles) variables = await reader.variablesOf(envFile, variables);
  return variables;
}

function inclusionsOf({ documents, baseDirectory, variables }: ComposeSource): readonly Inclusion[] {
  const local = (value: unknown, key: string): readonly string[] =>
    listAt(value, key)
      .filter(isText)
      .map((path) => interpolateOrKeep(path, variables))
      .filter((path) => !isRemote(path))
      .map((path) => resolve(baseDirectory, path));
  return documents
    .flatMap((document) => listAt(document, 'include'))
    .map((item) => (isMapping(item) ? item : { path: item }))
    .flatMap((item) => {
      const files = local(item, 'path');
      const [projectDirectory = files[0] && dirname(files[0])] = local(item, 'project_directory');
      return projectDirectory === undefined || files.length === 0
        ? []
        : [{ files, projectDirectory, envFiles: local(item, 'env_file') }];
    });
}
