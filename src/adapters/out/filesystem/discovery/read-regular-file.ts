import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const LONGEST = 8 * 1024 * 1024;

/** Never waits for a pipe or a device that somebody named like a file of ours. @throws what open throws */
export async function readRegularFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error('it is no regular file');
    if (stats.size > LONGEST) throw new Error(`it has ${stats.size} bytes, more than ${LONGEST}`);
    return await readBytes(file, stats.size);
  } finally {
    await file.close();
  }
}

/** One system call where `FileHandle.readFile` makes three: it counts with a thousand stacks. */
async function readBytes(file: FileHandle, size: number): Promise<string> {
  const buffer = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(buffer, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.toString('utf8', 0, filled);
}
