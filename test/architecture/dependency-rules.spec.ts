import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLEAN_TREE } from './clean-tree.js';
import { cruise, REPOSITORY, RULES, type Violation } from './cruise.js';
import { EXTRA_FILES, OFFENCES } from './offences.js';

const ruleNames = (): string[] => {
  const rules = createRequire(import.meta.url)(RULES) as { forbidden: { name: string }[] };
  return rules.forbidden.map(({ name }) => name);
};

async function cruiseTree(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'stowage-architecture-')));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await cruise(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

function offendingTree(): Record<string, string> {
  const files: Record<string, string> = { ...CLEAN_TREE, ...EXTRA_FILES };
  for (const { from, specifier } of OFFENCES) {
    if (specifier !== null) files[from] = `${files[from] ?? ''}\nimport '${specifier}';`;
  }
  return files;
}

describe('the dependency rules', () => {
  it('are kept by this repository', async () => {
    expect(await cruise(REPOSITORY)).toEqual([]);
  });

  it('know every module', async () => {
    const modules = await readdir(join(REPOSITORY, 'src/modules'));
    expect(ruleNames()).toEqual(expect.arrayContaining(modules.map((module) => `${module}-leans-downwards`)));
  });

  it('let a tidy tree pass', async () => {
    expect(await cruiseTree(CLEAN_TREE)).toEqual([]);
  });

  it('are each broken once below', () => {
    expect(new Set(OFFENCES.map(({ rule }) => rule))).toEqual(new Set(ruleNames()));
  });

  describe('in a tree that breaks them', () => {
    let violations: readonly Violation[];
    beforeAll(async () => {
      violations = await cruiseTree(offendingTree());
    });

    it.each(OFFENCES)('$rule: $from must not reach $to', ({ rule, from, to }) => {
      expect(violations).toContainEqual({ rule, from, to });
    });
  });
});
