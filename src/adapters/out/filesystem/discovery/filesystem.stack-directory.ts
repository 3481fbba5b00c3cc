import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { type FoundStacks, StackDirectory } from '../../../../modules/stacks/index.js';
import { configurationFilesOf } from './configuration-files.js';
import { inParallel } from './in-parallel.js';
import { readStack } from './read-stack.js';
import { type Candidate, candidatesIn } from './stack-candidates.js';

const ROOTS_AT_A_TIME = 4;
const STACKS_AT_A_TIME = 32;

@Injectable()
export class FilesystemStackDirectory extends StackDirectory {
  constructor(
    @Inject(AppConfig)
    private readonly config: Pick<AppConfig, 'archivesDir' | 'logDir' | 'downloadsDir' | 'dataDir'>,
  ) {
    super();
  }

  async find(roots: readonly string[]): Promise<FoundStacks> {
    const absolute = [...new Set(roots.map((root) => resolve(root)))];
    const scans = await inParallel(absolute, ROOTS_AT_A_TIME, candidatesIn);
    const own = await this.ownDirectories();
    const candidates = uniqueByPath(scans.flatMap((scan) => scan.candidates)).filter(
      ({ path }) => !own.has(path),
    );
    const read = await inParallel(candidates, STACKS_AT_A_TIME, readStack);
    return {
      stacks: read.flatMap(({ stack }) => stack ?? []).sort((a, b) => (a.path < b.path ? -1 : 1)),
      warnings: [...scans, ...read].flatMap(({ warnings }) => warnings),
    };
  }

  async configurationFiles(stackPath: string): Promise<readonly string[]> {
    return configurationFilesOf(stackPath);
  }

  private async ownDirectories(): Promise<ReadonlySet<string>> {
    const { archivesDir, logDir, downloadsDir, dataDir } = this.config;
    return new Set(await Promise.all([archivesDir, logDir, downloadsDir, dataDir].map(realPathOf)));
  }
}

/** A directory's own name is better than that of a link to it; else the first root wins. */
function uniqueByPath(candidates: readonly Candidate[]): readonly Candidate[] {
  const unique = new Map<string, Candidate>();
  for (const candidate of candidates.toSorted((a, b) => a.detour - b.detour)) {
    if (!unique.has(candidate.path)) unique.set(candidate.path, candidate);
  }
  return [...unique.values()];
}

const realPathOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
