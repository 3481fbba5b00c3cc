import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FilesystemStackDirectory } from '../../../src/adapters/out/filesystem/discovery/filesystem.stack-directory.js';
import type { FoundStacks } from '../../../src/modules/stacks/index.js';

const COMPOSE = 'services: { web: { image: web } }\n';

/** A directory of a test's own with a root for stacks in it, and Stowage's own directories in and beside that. */
export class StackPlace {
  readonly root: string;
  readonly directory: FilesystemStackDirectory;

  private constructor(readonly home: string) {
    this.root = join(home, 'root');
    this.directory = new FilesystemStackDirectory({
      archivesDir: join(this.root, 'backups'),
      logDir: join(home, 'logs'),
      downloadsDir: join(this.root, 'downloads-link'),
      dataDir: join(home, 'data'),
    });
  }

  static async make(): Promise<StackPlace> {
    const place = new StackPlace(await realpath(await mkdtemp(join(tmpdir(), 'stowage-stacks-'))));
    await mkdir(place.root);
    return place;
  }

  /** Writes a file, by default a good compose file, and gives its directory. */
  async put(path: string, content: string | Buffer = COMPOSE): Promise<string> {
    const file = join(this.home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return dirname(file);
  }

  find(...roots: readonly string[]): Promise<FoundStacks> {
    return this.directory.find(roots.length > 0 ? roots : [this.root]);
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true });
  }
}

export const namesOf = ({ stacks }: FoundStacks): readonly string[] => stacks.map(({ name }) => name);
export const codesOf = ({ warnings }: FoundStacks): readonly string[] => warnings.map(({ code }) => code);
