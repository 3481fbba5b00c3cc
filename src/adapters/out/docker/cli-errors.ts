import {
  ContainerNotFound,
  EngineRefused,
  EngineTimeout,
  EngineUnreachable,
} from '../../../modules/stacks/index.js';
import { type CliAnswer, CliMissing } from './docker-cli.js';
import type { EngineRequest } from './engine-errors.js';
import { OutOfTime } from './within-time.js';

const NO_CONTAINER = /no such container/i;
const NO_ENGINE =
  /cannot connect to the docker daemon|trying to connect to the docker|error during connect|connection reset|\bEOF\b/i;

/** What it means that the program ended with an error. */
export function cliRefusal({ stderr, code }: CliAnswer, { action, containerId }: EngineRequest): Error {
  const words = stderr.trim().replaceAll(/\s*\n\s*/g, '; ') || `exit code ${String(code)}`;
  if (NO_ENGINE.test(words)) return new EngineUnreachable(words);
  if (containerId !== null && NO_CONTAINER.test(words)) return new ContainerNotFound(containerId);
  return new EngineRefused(action, words);
}

/** What it means that the program did not come to its end; what nobody foresaw stays as it is. */
export function cliError(error: unknown, { action }: EngineRequest): unknown {
  if (error instanceof OutOfTime) return new EngineTimeout(action, error.ms / 1000);
  return error instanceof CliMissing ? new EngineUnreachable(error.message) : error;
}

/** As the two above, for requests that only ask: whatever there is instead of an answer, the engine is not reachable. */
export function cliSilence(error: unknown): unknown {
  const isRefusal = error instanceof EngineRefused || error instanceof EngineTimeout;
  return isRefusal ? new EngineUnreachable(error.message) : error;
}

/** Some of the containers asked for are gone: what was printed of the others stands. */
export const onlyMissesContainers = ({ stderr }: CliAnswer): boolean =>
  stderr
    .trim()
    .split('\n')
    .every((line) => NO_CONTAINER.test(line));
