import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Workbench } from './workbench.js';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('an archive directory that bind mounts show within the stack', () => {
  let bench: Workbench;
  const mounted: string[] = [];
  beforeEach(async () => {
    bench = await Workbench.open();
    await put(bench.stack(), 'compose.yaml');
  });
  afterEach(async () => {
    for (const path of mounted.splice(0).reverse()) await run('umount', [path]);
    await bench.close();
  });

  async function put(directory: string, name: string): Promise<void> {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, name), '');
  }

  async function bind(from: string, to: string): Promise<void> {
    await mkdir(from, { recursive: true });
    await mkdir(to, { recursive: true });
    await run('mount', ['--bind', from, to]);
    mounted.push(to);
  }

  /** What a second backup holds, in both ways of writing, and what it warns of. */
  async function secondBackup(): Promise<{ files: readonly string[]; warnings: readonly string[] }> {
    await bench.backUp('tar');
    const { target, warnings } = await bench.backUp('tar');
    const { stdout } = await run('tar', ['-tf', target.path]);
    const folder = await bench.backUp('folder');
    const copied = await readdir(folder.target.path, { recursive: true });
    const files = stdout.split('\n').map((name) => name.replace(/^web\/|\/$/g, ''));
    expect(copied.sort()).toEqual(files.filter((name) => name !== '').sort());
    return { files: copied, warnings };
  }

  const leftOut = (path: string): unknown => expect.stringMatching(`^web/${path} is left out: backups are`);

  it('is left out where it really is, when we have it under another path', async () => {
    await bind(bench.stack('web/backups'), bench.archivesDir);
    const { files, warnings } = await secondBackup();
    expect(files).toEqual(['compose.yaml']);
    expect(warnings).toEqual([leftOut('backups')]);
  });

  it('is left out at every place below a mount in the stack', async () => {
    await bind(join(bench.archivesDir, '..'), bench.stack('web/outer'));
    await put(bench.stack('web/outer/stacks/other'), 'kept');
    await bind(bench.archivesDir, bench.stack('web/with blank'));
    const { files, warnings } = await secondBackup();
    expect(files).toContain('outer/stacks/other/kept');
    expect(files.filter((name) => name.includes('nightly'))).toEqual([]);
    expect(warnings).toEqual([leftOut('outer/archives'), leftOut('with blank')]);
  });

  it('is not left out where another mount hides it', async () => {
    await bind(bench.stack('web/backups'), bench.archivesDir);
    await put(join(bench.root, 'other'), 'kept');
    await bind(join(bench.root, 'other'), bench.stack('web/backups'));
    const { files, warnings } = await secondBackup();
    expect(files).toEqual(['backups', 'backups/kept', 'compose.yaml']);
    expect(warnings).toEqual([]);
  });

  it.each(['stacks', 'stacks/web'])('does not hide the stack when it is %s', async (path) => {
    await bind(join(bench.root, path), bench.archivesDir);
    const { target, warnings } = await bench.backUp('tar', { only: ['compose.yaml'] });
    const { stdout } = await run('tar', ['-tf', target.path]);
    expect(stdout).toBe('web/\nweb/compose.yaml\n');
    expect(warnings).toEqual([]);
  });
});
