import type { Violation } from './cruise.js';

export interface Offence extends Violation {
  /** What the file `from` additionally imports; null when the tree as a whole offends. */
  readonly specifier: string | null;
}

/** Files that stand beside the clean tree so that they can offend or be offended against. */
export const EXTRA_FILES: Readonly<Record<string, string>> = {
  'src/kernel/time.ts': "import './clock.js';",
  'src/modules/audit/index.ts': '',
  'src/modules/diagnosis/index.ts': '',
  'src/config/unused.ts': "import './config.js';",
  'test/support/lonely.ts': 'export {};',
};

/** Ways to break every rule: rule, offending file, what it imports, what that resolves to. */
const TABLE = `
settings-leans-downwards  src/modules/settings/domain/settings.ts  ../../stacks/index.js  src/modules/stacks/index.ts
diagnosis-leans-downwards  src/modules/diagnosis/index.ts  ../stacks/index.js  src/modules/stacks/index.ts
stacks-leans-downwards  src/modules/stacks/application/stop.use-case.ts  ../../archives/index.js  src/modules/archives/index.ts
archives-leans-downwards  src/modules/archives/domain/archive.ts  ../../jobs/index.js  src/modules/jobs/index.ts
jobs-leans-downwards  src/modules/jobs/application/run.use-case.ts  ../../audit/index.js  src/modules/audit/index.ts
modules-have-a-place  src/modules/audit/index.ts  ../stacks/index.js  src/modules/stacks/index.ts
kernel-stands-alone  src/kernel/clock.ts  node:crypto  crypto
domain-is-pure  src/modules/stacks/domain/stack.ts  ../ports/runtime.port.js  src/modules/stacks/ports/runtime.port.ts
domain-is-pure  src/modules/archives/domain/archive.ts  node:path  path
domain-borrows-types-only  src/modules/stacks/domain/stack.ts  ../../settings/index.js  src/modules/settings/index.ts
ports-speak-domain  src/modules/stacks/ports/runtime.port.ts  typeorm  node_modules/typeorm/index.js
core-knows-no-adapter  src/modules/jobs/application/run.use-case.ts  ../../../adapters/out/postgres/rows.js  src/adapters/out/postgres/rows.ts
core-knows-no-adapter  src/modules/jobs/application/run.use-case.ts  ../../../config/config.js  src/config/config.ts
core-borrows-little  src/modules/jobs/application/run.use-case.ts  node:fs  fs
core-borrows-little  src/modules/jobs/application/run.use-case.ts  typeorm  node_modules/typeorm/index.js
core-names-streams-only  src/modules/jobs/application/run.use-case.ts  node:stream  stream
modules-meet-at-the-front-door  src/modules/jobs/application/run.use-case.ts  ../../stacks/domain/stack.js  src/modules/stacks/domain/stack.ts
modules-do-not-use-their-own-front-door  src/modules/jobs/application/run.use-case.ts  ../index.js  src/modules/jobs/index.ts
config-knows-front-doors  src/config/config.ts  ../modules/settings/domain/settings.js  src/modules/settings/domain/settings.ts
config-knows-front-doors  src/config/config.ts  ../adapters/out/postgres/rows.js  src/adapters/out/postgres/rows.ts
adapters-use-front-doors  src/adapters/in/http/controller.ts  ../../../modules/jobs/application/run.use-case.js  src/modules/jobs/application/run.use-case.ts
adapters-are-strangers  src/adapters/in/http/controller.ts  ../../out/postgres/rows.js  src/adapters/out/postgres/rows.ts
adapters-are-strangers  src/adapters/out/postgres/rows.ts  ../filesystem/common.js  src/adapters/out/filesystem/common.ts
adapters-are-strangers  src/adapters/out/linux/mounts.ts  ../filesystem/common.js  src/adapters/out/filesystem/common.ts
adapters-are-strangers  src/adapters/in/http/controller.ts  ../../out/linux/mounts.js  src/adapters/out/linux/mounts.ts
filesystem-adapters-share-the-common-files  src/adapters/out/filesystem/logs/logs.ts  ../store/store.js  src/adapters/out/filesystem/store/store.ts
nobody-imports-the-composition-root  src/adapters/in/http/controller.ts  ../../../app.module.js  src/app.module.ts
src-never-imports-test  src/adapters/out/postgres/rows.ts  ../../../../test/support/memory.js  test/support/memory.ts
specs-are-not-imported  test/support/memory.ts  ../contract/runtime.spec.js  test/contract/runtime.spec.ts
no-cycles  src/kernel/clock.ts  ./time.js  src/kernel/time.ts
no-orphans  test/support/lonely.ts  -  test/support/lonely.ts
no-dead-files  src/config/unused.ts  -  src/config/unused.ts
imports-resolve  test/support/memory.ts  ./nowhere.js  ./nowhere.js
`;

export const OFFENCES: readonly Offence[] = TABLE.trim().split('\n').map(readOffence);

function readOffence(line: string): Offence {
  const [rule = '', from = '', specifier = '', to = ''] = line.split(/ +/);
  return { rule, from, to, specifier: specifier === '-' ? null : specifier };
}
