import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { OUTPUT_FORMATS } from '../../../src/modules/archives/index.js';
import { eventually, fill, processesHolding, processesMentioning, Workbench } from './workbench.js';

const run = promisify(execFile);
const HOOKS = resolve('test/support/typescript/register-typescript.mjs');
const NODE = ['--import', HOOKS, resolve('test/integration/backups/back-up-once.ts')];
const CALLS = 'fsync,fdatasync,syncfs,rename,renameat,renameat2';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench.close());

describe('a power loss at any moment', () => {
  it.each(OUTPUT_FORMATS)('finds either nothing or a whole backup with its manifest (%s)', async (format) => {
    await mkdir(bench.stack());
    await writeFile(join(bench.stack(), 'compose.yaml'), 'services: {}\n');
    const trace = join(bench.root, 'trace');
    const flags = ['-f', '-y', '-s', '500', '-o', trace, '-e', `trace=${CALLS}`];
    await run('strace', [...flags, process.execPath, ...NODE, bench.archivesDir, bench.stack(), format]);
    const calls = (await readFile(trace, 'utf8')).split('\n');
    const at = (pattern: RegExp): number => {
      const index = calls.findIndex((line) => pattern.test(line));
      if (index < 0) throw new Error(`no ${String(pattern)} in\n${calls.join('\n')}`);
      return index;
    };
    const order = [
      format === 'folder' ? at(/syncfs\(.*_web\.partial>/) : at(/f(data)?sync\(.*_web\.tar[.a-z]*\.partial>/),
      at(/f(data)?sync\(.*_web.*\.manifest\.json\.partial>/),
      at(/rename.*\.manifest\.json\.partial.*\.manifest\.json"/),
      at(/rename[^"]*"[^"]*_web[.a-z]*\.partial", (?!.*manifest)/),
      at(/f(data)?sync\([^<]*<[^>]*nightly\/web>/),
      at(/f(data)?sync\([^<]*<[^>]*nightly>/),
      at(/f(data)?sync\([^<]*<[^>]*\/archives>/),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe('a service that is killed with SIGKILL', () => {
  let service: ChildProcess | null = null;

  it.each(OUTPUT_FORMATS)('takes its writers with it (%s)', async (format) => {
    await fill(bench.stack(), 12, 20);
    service = spawn(process.execPath, [...NODE, bench.archivesDir, bench.stack(), format]);
    const died = new Promise((done) => service?.once('exit', done));
    const partial = await appears(() => findPartial());
    service.kill('SIGKILL');
    await died;
    await eventually(async () => (await writersOf(partial)) === 0, 'the writers ended with the service');
    const path = partial.replace('/.2', '/2').replace(/\.partial$/, '');
    expect(await bench.store.settle({ path, format }, 7)).toBeNull();
    expect(await readdir(join(bench.archivesDir, 'nightly', 'web'))).toEqual([]);
  });

  /** The temporary file, as soon as a writer has begun to fill it. */
  async function findPartial(): Promise<string | null> {
    const directory = join(bench.archivesDir, 'nightly', 'web');
    const [name] = await readdir(directory).catch(() => []);
    return name !== undefined && (await writersOf(join(directory, name))) > 0 ? join(directory, name) : null;
  }

  /** Processes, other than the service, that read this stack or hold its temporary file. */
  async function writersOf(partial: string): Promise<number> {
    const readers = await processesMentioning(`--directory=${bench.root}`);
    const holders = await processesHolding(partial);
    return new Set([...readers, ...holders.filter((pid) => pid !== service?.pid)]).size;
  }

  async function appears(look: () => Promise<string | null>): Promise<string> {
    let seen: string | null = null;
    await eventually(async () => (seen = await look()) !== null, 'a writer began');
    return String(seen);
  }
});
