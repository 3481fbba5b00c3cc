import { dirname } from 'node:path';
import type { StackWarning, Variables } from '../../../../modules/stacks/index.js';
import { COMPOSE_FILE_NAMES, composeFilesOf, ENV_FILE_NAME, presentAmong } from './compose-file-names.js';
import { withIncluded } from './compose-includes.js';
import { ComposeReader, type ComposeSource } from './compose-reader.js';
import type { EntryKind } from './directory-listing.js';
import { textAt } from './yaml-values.js';

/** What `docker compose` in this directory would work with. */
export interface ComposeProject {
  readonly composeFile: string;
  /** The compose file, its overrides, then what they include. */
  readonly sources: readonly ComposeSource[];
  readonly variables: Variables;
  readonly envFiles: readonly string[];
  /** `name:` of the files that make the project, not of included ones. */
  readonly declaredNames: readonly string[];
  /** The directory that Compose takes for the project's. */
  readonly projectDirectory: string;
  readonly warnings: readonly StackWarning[];
}

/** Null: there is no compose file in this directory. Never rejects: what cannot be read is a warning. */
export async function loadComposeProject(
  directory: string,
  entries: ReadonlyMap<string, EntryKind>,
): Promise<ComposeProject | null> {
  if (presentAmong([...COMPOSE_FILE_NAMES, ENV_FILE_NAME], entries).length === 0) return null;
  const reader = new ComposeReader();
  const own = entries.has(ENV_FILE_NAME)
    ? await reader.variablesIn(directory, new Map())
    : new Map<string, string>();
  const files = composeFilesOf(directory, entries, own);
  const [composeFile] = files;
  if (composeFile === undefined) return null;
  const base = dirname(composeFile);
  // Compose reads the .env where it stands and the one beside the first compose file; the former wins.
  const variables = base === directory ? own : await reader.variablesIn(base, own);
  const sources: ComposeSource[] = [];
  for (const file of files) sources.push(await reader.source(file, base, variables));
  return {
    composeFile,
    sources: await withIncluded(reader, sources),
    variables,
    envFiles: reader.envFiles,
    declaredNames: sources.flatMap(({ documents }) =>
      documents.flatMap((document) => textAt(document, 'name') ?? []),
    ),
    projectDirectory: base,
    warnings: [...reader.warnings],
  };
}
