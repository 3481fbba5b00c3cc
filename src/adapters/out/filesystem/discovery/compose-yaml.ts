import { DEFAULT_SCHEMA, loadAll, Type, YAMLException } from 'js-yaml';
import { isMapping, type YamlMapping } from './yaml-values.js';

/** The message says where in the file, and why. */
export class InvalidComposeFile extends Error {}

// Compose has tags of its own (!reset, !override), which change nothing that we read.
const SCHEMA = DEFAULT_SCHEMA.extend(
  (['scalar', 'sequence', 'mapping'] as const).map((kind) => new Type('!', { kind, multi: true })),
);

/** The documents of a compose file; Compose merges them in their order. @throws InvalidComposeFile */
export function parseComposeYaml(text: string): readonly YamlMapping[] {
  const documents = load(text);
  if (documents.every((document) => document === undefined || document === null)) {
    throw new InvalidComposeFile('it is empty');
  }
  const mappings = documents.filter(isMapping);
  if (mappings.length < documents.length) throw new InvalidComposeFile('it is no mapping of names to values');
  const broken = mappings.some(({ services }) => services !== undefined && !isMapping(services));
  if (broken) throw new InvalidComposeFile('"services" is no mapping of names to services');
  return mappings;
}

function load(text: string): readonly unknown[] {
  try {
    return loadAll(text, undefined, { schema: SCHEMA });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new InvalidComposeFile(
      `line ${error.mark.line + 1}, column ${error.mark.column + 1}: ${error.reason}`,
    );
  }
}
