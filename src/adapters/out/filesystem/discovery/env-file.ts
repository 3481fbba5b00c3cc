import { parse } from 'dotenv';
import { interpolateOrKeep, type Variables } from '../../../../modules/stacks/index.js';
import { readRegularFile } from './read-regular-file.js';

/** A value may use those before it in the same file, and `known`, which win over the file. @throws what readRegularFile throws */
export async function readEnvFile(path: string, known: Variables = new Map()): Promise<Variables> {
  const variables = new Map(known);
  for (const [name, value] of Object.entries(parse(await readRegularFile(path)))) {
    if (!known.has(name)) variables.set(name, interpolateOrKeep(value, variables));
  }
  return variables;
}
