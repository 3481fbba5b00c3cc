import { run } from '../../test/support/docker/run.js';

/** What a person would type, with `$1`, `$2`, … for the arguments. */
export const shell = (script: string, ...args: readonly string[]): Promise<string> =>
  run('bash', ['-euo', 'pipefail', '-c', script, 'plain', ...args]);
