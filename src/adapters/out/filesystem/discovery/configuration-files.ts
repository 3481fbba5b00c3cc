import { realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  COMPOSE_FILE_NAMES,
  ENV_FILE_NAME,
  OVERRIDE_FILE_NAMES,
  presentAmong,
} from './compose-file-names.js';
import { loadComposeProject } from './compose-project-loader.js';
import { ComposeReader, type ComposeSource } from './compose-reader.js';
import { referencesOf } from './compose-references.js';
import { listDirectory } from './directory-listing.js';
import { inParallel } from './in-parallel.js';
import { pathsWithin } from './paths-within.js';

const WELL_KNOWN = [...COMPOSE_FILE_NAMES, ...OVERRIDE_FILE_NAMES, ENV_FILE_NAME];
const FILES_AT_A_TIME = 16;

/** @throws what readdir throws, if the stack itself cannot be read */
export async function configurationFilesOf(stackPath: string): Promise<readonly string[]> {
  const directory = await realpath(stackPath);
  const { entries } = await listDirectory(directory);
  const project = await loadComposeProject(directory, entries);
  const sources = project?.sources ?? [];
  const candidates = [
    ...presentAmong(WELL_KNOWN, entries).map((name) => join(directory, name)),
    ...(project?.envFiles ?? []),
    ...sources.map(({ path }) => path),
    ...(await referencesFrom(sources)),
  ];
  const within = await inParallel([...new Set(candidates)], FILES_AT_A_TIME, (path) =>
    pathsWithin(directory, path),
  );
  return [...new Set(within.flat().map((path) => relative(directory, path)))].sort();
}

/** Follows `extends`: paths in an extended file start at that file's directory. */
async function referencesFrom(sources: readonly ComposeSource[]): Promise<readonly string[]> {
  const reader = new ComposeReader();
  const seen = new Map(sources.map((source) => [source.path, source]));
  const files: string[] = [];
  // A Map hands out what is added while it is walked.
  for (const source of seen.values()) {
    const references = referencesOf(source);
    files.push(...references.files);
    for (const path of references.extended.filter((one) => !seen.has(one))) {
      seen.set(path, await reader.source(path, dirname(path), source.variables));
    }
  }
  return files;
}
