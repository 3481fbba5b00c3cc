import { resolve } from 'node:path';
import { InterpolationFailed, interpolate, type Variables } from '../../../../modules/stacks/index.js';
import type { ComposeSource } from './compose-reader.js';
import { isRemote } from './remote-paths.js';
import { isMapping, isText, listAt, mappingAt, textAt, type YamlMapping } from './yaml-values.js';

export interface ComposeReferences {
  /** Absolute paths that Compose reads to understand or build the project. */
  readonly files: readonly string[];
  /** Of these, the compose files whose services are extended: they can refer to more. */
  readonly extended: readonly string[];
}

/** The files that one compose file refers to, wherever they are. */
export function referencesOf({ documents, baseDirectory, variables }: ComposeSource): ComposeReferences {
  const locate = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((path) => expanded(path, variables)).map((path) => resolve(baseDirectory, path));
  const services = documents.flatMap((document) => Object.values(mappingAt(document, 'services')));
  const extended = locate(services.flatMap((service) => textAt(mappingAt(service, 'extends'), 'file') ?? []));
  const named = locate([
    ...services.flatMap((service) => [...pathsAt(service, 'env_file'), ...pathsAt(service, 'label_file')]),
    ...documents.flatMap((document) => [...filesIn(document, 'configs'), ...filesIn(document, 'secrets')]),
  ]);
  const dockerfiles = services.flatMap((service) => dockerfileOf(service, baseDirectory, variables));
  return { files: [...extended, ...named, ...dockerfiles], extended };
}

/** A path, a list of paths, or a list of mappings with a path. */
const pathsAt = (service: unknown, key: string): readonly string[] =>
  listAt(service, key)
    .flatMap((item) => (isMapping(item) ? textAt(item, 'path') : item) ?? [])
    .filter(isText);

const filesIn = (document: YamlMapping, key: string): readonly string[] =>
  Object.values(mappingAt(document, key)).flatMap((entry) => textAt(entry, 'file') ?? []);

function dockerfileOf(service: unknown, baseDirectory: string, variables: Variables): readonly string[] {
  return buildsOf(service).flatMap((build) => {
    const [where, what] = [
      textAt(build, 'context') ?? '.',
      textAt(build, 'dockerfile') ?? 'Dockerfile',
    ].flatMap((path) => expanded(path, variables));
    return where === undefined || what === undefined || isRemote(where)
      ? []
      : [resolve(baseDirectory, where, what)];
  });
}

/** `build` is a mapping, or the path of its context. */
const buildsOf = (service: unknown): readonly YamlMapping[] =>
  listAt(service, 'build')
    .map((build) => (isText(build) ? { context: build } : build))
    .filter(isMapping)
    .filter((build) => textAt(build, 'dockerfile_inline') === null);

function expanded(path: string, variables: Variables): readonly string[] {
  try {
    const result = interpolate(path, variables);
    return result === '' ? [] : [result];
  } catch (error) {
    if (error instanceof InterpolationFailed) return [];
    throw error;
  }
}
