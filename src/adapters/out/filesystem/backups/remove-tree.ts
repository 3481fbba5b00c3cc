import { setTimeout as delay } from 'node:timers/promises';
import { exists } from '../private-file.js';
import type { SystemTools } from './system-tools.js';

const ATTEMPTS = 20;
const PAUSE_MS = 150;

/**
 * Removes a file or directory with all it holds; no-op when there is nothing. Names that are not UTF-8 and paths
 * longer than the kernel takes at once are rm's daily work, and not Node's. Tries again for a while, as a writer
 * that is just dying may still add to the tree, and without the right to write into its directories.
 */
export async function removeTree(path: string, tools: SystemTools): Promise<void> {
  for (let attempt = 1; await exists(path); attempt += 1) {
    try {
      await tools.output('rm', ['-rf', '--one-file-system', '--', path]);
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      await tools.works(['chmod', '-R', 'u+rwX', '--', path]);
      await delay(PAUSE_MS);
    }
  }
}
