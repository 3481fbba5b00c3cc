import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const LONGEST = 8 * 1024 * 1024;

/** Never waits for a pipe or a device that somebody named like a file of ours. @throws what open throws */
export async function readRegularFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error('it is no regular file');
    if (stats.size > LONGEST) throw new Error(`it has ${stats.size} bytes, more than ${LONGEST}`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
