import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ConfigHasher } from '../../../../modules/archives/index.js';
import { errorCode } from '../private-file.js';

/** SHA-256 over `<name> NUL <length> NUL <content>` of each file; a directory counts by its name alone. */
@Injectable()
export class FilesystemConfigHasher implements ConfigHasher {
  async hash(stackPath: string, files: readonly string[]): Promise<string | null> {
    const digest = createHash('sha256');
    try {
      for (const file of files) {
        const content = await contentOf(join(stackPath, file));
        digest.update(`${file}\0${content.length}\0`).update(content);
      }
      return digest.digest('hex');
    } catch {
      return null;
    }
  }
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'EISDIR') return Buffer.alloc(0);
    throw error;
  }
}
