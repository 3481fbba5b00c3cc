import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The path itself, or the nearest of those above it that exists; rejects when it cannot be looked at. */
export async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const above = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) throw error;
    return nearestExisting(above);
  }
}
