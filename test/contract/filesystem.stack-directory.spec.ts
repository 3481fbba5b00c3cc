import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilesystemStackDirectory } from '../../src/adapters/out/filesystem/discovery/filesystem.stack-directory.js';
import { stackDirectoryContract } from './stack-directory.contract.js';

const OWN = { archivesDir: '/a', logDir: '/l', downloadsDir: '/d', dataDir: '/s' };
const made: string[] = [];

afterAll(async () => {
  await Promise.all(made.map((path) => rm(path, { recursive: true })));
});

stackDirectoryContract('FilesystemStackDirectory', async () => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'stowage-directory-')));
  made.push(home);
  const put = async (path: string): Promise<string> => {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'compose.yaml'), 'services:\n  web:\n    image: web:${VERSION}\n');
    await writeFile(join(path, '.env'), 'VERSION=1\n');
    return path;
  };
  return {
    directory: new FilesystemStackDirectory(OWN),
    root: async (name) => {
      await mkdir(join(home, name));
      return join(home, name);
    },
    nestedStack: (root, name) => put(join(root, name)),
    directStack: put,
  };
});
