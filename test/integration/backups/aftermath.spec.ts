import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OUTPUT_FORMATS, type BackupTarget, type OutputFormat } from '../../../src/modules/archives/index.js';
import { formatManifest, parseManifest } from '../../../src/adapters/out/filesystem/backups/manifest-file.js';
import { aManifest } from '../../support/builders/a-manifest.js';
import { Workbench } from './workbench.js';

const JOB = 7;
const CONTENT = 'twelve bytes';

describe.each(OUTPUT_FORMATS)('what a crash left of a backup as %s', (format: OutputFormat) => {
  let bench: Workbench;
  let target: BackupTarget;
  let directory: string;
  const manifest = aManifest({ format, jobId: JOB, bytes: CONTENT.length });

  beforeEach(async () => {
    bench = await Workbench.open();
    target = await bench.target(format);
    directory = dirname(target.path);
    await mkdir(directory, { recursive: true });
  });
  afterEach(() => bench.close());

  const put = async (name: string, content: string): Promise<void> =>
    writeFile(join(directory, name), content);
  const name = (): string => basename(target.path);

  async function putData(as: string): Promise<void> {
    if (format !== 'folder') return put(as, CONTENT);
    await mkdir(join(directory, as, 'data'), { recursive: true });
    await writeFile(join(directory, as, 'data', Buffer.from([0x66, 0x69]).toString()), CONTENT);
  }

  const left = async (): Promise<readonly string[]> =>
    (await bench.written()).filter((path) => path.startsWith('nightly/web/'));

  it('while writing: the temporary file goes', async () => {
    await putData(`.${name()}.partial`);
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toEqual([]);
  });

  it('while writing the manifest: both temporary files go', async () => {
    await putData(`.${name()}.partial`);
    await put(`.${name()}.manifest.json.partial`, formatManifest(manifest).slice(0, 50));
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toEqual([]);
  });

  it('between the two renames: the manifest goes with the temporary file', async () => {
    await putData(`.${name()}.partial`);
    await put(`${name()}.manifest.json`, formatManifest(manifest));
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toEqual([]);
  });

  it('after both renames: the backup is there, and stays', async () => {
    await putData(name());
    await put(`${name()}.manifest.json`, formatManifest(manifest));
    expect(await bench.store.settle(target, JOB)).toEqual(manifest);
    expect(await bench.store.settle(target, JOB)).toEqual(manifest);
    expect(await left()).toContain(`nightly/web/${name()}`);
  });

  it('the backup of another job is left alone and not taken for ours', async () => {
    await putData(name());
    await put(`${name()}.manifest.json`, formatManifest({ ...manifest, jobId: 8 }));
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toContain(`nightly/web/${name()}`);
    expect(await left()).toContain(`nightly/web/${name()}.manifest.json`);
  });

  it('the lonely manifest of another job is left alone', async () => {
    await put(`${name()}.manifest.json`, formatManifest({ ...manifest, jobId: 8 }));
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toEqual([`nightly/web/${name()}.manifest.json`]);
  });

  it('a backup that is not whole is not returned, and not deleted', async () => {
    await putData(name());
    await put(`${name()}.manifest.json`, formatManifest({ ...manifest, bytes: CONTENT.length + 1 }));
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await left()).toContain(`nightly/web/${name()}`);
  });

  it('a manifest that cannot be read proves nothing', async () => {
    await putData(name());
    await put(`${name()}.manifest.json`, '{"version": 1, "job_id": "7"}');
    expect(await bench.store.settle(target, JOB)).toBeNull();
    expect(await readFile(join(directory, `${name()}.manifest.json`), 'utf8')).toContain('job_id');
  });

  it('nothing at all', async () => {
    expect(await bench.store.settle(target, JOB)).toBeNull();
  });
});

describe('a target elsewhere', () => {
  it.each(['/etc/passwd', '../outside', 'archives/../../x'])('is refused: %s', async (path) => {
    const bench = await Workbench.open();
    const target: BackupTarget = { path: join(bench.archivesDir, '..', path), format: 'tar' };
    await expect(bench.store.settle(target, JOB)).rejects.toThrow(/not below the archive directory/);
    await expect(bench.store.discard(target)).rejects.toThrow(/not below the archive directory/);
    await bench.close();
  });
});

describe('the manifest file', () => {
  it('keeps everything', () => {
    const manifest = aManifest({
      archiveId: null,
      composeConfigHash: 'b'.repeat(64),
      warnings: ['ünï "x"\n'],
    });
    expect(parseManifest(formatManifest(manifest))).toEqual(manifest);
  });

  it.each([
    ['not JSON', 'nonsense'],
    ['a list', '[]'],
    ['another version', formatManifest(aManifest()).replace('"version": 1', '"version": 2')],
    ['text for a number', formatManifest(aManifest()).replace('"bytes": 0', '"bytes": "0"')],
    ['an upper-case checksum', formatManifest(aManifest({ sha256: 'A'.repeat(64) }))],
    ['no archive id', formatManifest(aManifest()).replace('"archive_id": 3,', '')],
    ['an unknown format', formatManifest(aManifest()).replace('"tar.zst"', '"zip"')],
    ['containers that are none', formatManifest(aManifest()).replace('"service": "web",', '')],
  ])('is refused with %s', (_what, text) => {
    expect(() => parseManifest(text)).toThrow();
  });
});
