/** A small source tree that keeps every rule. */
export const CLEAN_TREE: Readonly<Record<string, string>> = {
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" }, "include": ["src", "test"] }',
  'package.json': '{ "type": "module", "dependencies": { "typeorm": "1", "@nestjs/common": "1" } }',
  ...npmPackage('typeorm'),
  ...npmPackage('@nestjs/common'),
  'src/main.ts': "import './app.module.js';",
  'src/cli.ts': "import './adapters/in/cli/stowage.js';",
  'src/adapters/in/cli/stowage.ts': "import '../../../modules/jobs/index.js';",
  'src/app.module.ts': `
    import './adapters/in/http/controller.js';
    import './adapters/out/postgres/rows.js';
    import './adapters/out/filesystem/store/store.js';
    import './adapters/out/filesystem/logs/logs.js';
    import './config/config.js';`,
  'src/config/config.ts': "import '../modules/settings/index.js';",
  'src/kernel/clock.ts': 'export abstract class Clock {}',
  'src/modules/settings/index.ts': "export type { Settings } from './domain/settings.js';",
  'src/modules/settings/domain/settings.ts': 'export interface Settings { readonly a: string }',
  'src/modules/stacks/index.ts': `
    export { Stack } from './domain/stack.js';
    export { Runtime } from './ports/runtime.port.js';
    export { Stop } from './application/stop.use-case.js';`,
  'src/modules/stacks/domain/stack.ts': `
    import type { Settings } from '../../settings/index.js';
    import type { Clock } from '../../../kernel/clock.js';
    export class Stack { settings?: Settings; clock?: Clock }`,
  'src/modules/stacks/ports/runtime.port.ts': `
    import type { Readable } from 'node:stream';
    import type { Stack } from '../domain/stack.js';
    export abstract class Runtime { abstract stop(stack: Stack): Readable }`,
  'src/modules/stacks/application/stop.use-case.ts': `
    import { randomUUID } from 'node:crypto';
    import { Injectable } from '@nestjs/common';
    import { Runtime } from '../ports/runtime.port.js';
    export class Stop { a = [randomUUID, Injectable, Runtime] }`,
  'src/modules/archives/index.ts': "export { Archive } from './domain/archive.js';",
  'src/modules/archives/domain/archive.ts': `
    import type { Stack } from '../../stacks/index.js';
    export class Archive { stack?: Stack }`,
  'src/modules/jobs/index.ts': "export { Run } from './application/run.use-case.js';",
  'src/modules/jobs/application/run.use-case.ts': `
    import { Archive } from '../../archives/index.js';
    export class Run { a = Archive }`,
  'src/adapters/in/http/controller.ts': "import '../../../modules/jobs/index.js';",
  'src/adapters/out/postgres/rows.ts': "import 'typeorm'; import '../../../modules/archives/index.js';",
  'src/adapters/out/filesystem/common.ts': 'export const common = 1;',
  'src/adapters/out/filesystem/store/store.ts': "import '../common.js'; import '../../linux/mounts.js';",
  'src/adapters/out/linux/mounts.ts': 'export const mounts = 1;',
  'src/adapters/out/filesystem/logs/logs.ts': "import '../common.js'; import 'node:fs';",
  'test/support/memory.ts': "import '../../src/modules/stacks/ports/runtime.port.js';",
  'test/contract/runtime.spec.ts': "import '../support/memory.js';",
};

function npmPackage(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'export const value = 1;',
  };
}
