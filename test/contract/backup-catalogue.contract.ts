import { MANIFEST_VERSION, type BackupCatalogue, type Manifest } from '../../src/modules/archives/index.js';

export const manifest = (change: Partial<Manifest> = {}): Manifest => ({
  version: MANIFEST_VERSION,
  jobId: 41,
  archiveId: null,
  archiveName: 'Nightly',
  stackName: 'blog',
  stackPath: '/opt/stacks/blog',
  project: 'blog',
  createdAt: new Date('2026-05-01T03:00:00.250Z'),
  format: 'tar.zst',
  includeData: true,
  bytes: 5_000_000_000_000,
  sha256: 'ab'.repeat(32),
  fileCount: 3_000_000_000,
  sourceBytes: 9_000_000_000_000,
  downtimeMs: 1234,
  containers: [
    {
      name: 'blog-web-1',
      service: 'web',
      image: 'web:1',
      imageId: 'sha256:00',
      imageDigest: null,
      state: 'running',
    },
  ],
  composeConfigHash: null,
  warnings: ['socket skipped: ./run/"x".sock'],
  ...change,
});

export function backupCatalogueContract(make: () => Promise<BackupCatalogue>): void {
  let catalogue: BackupCatalogue;
  beforeEach(async () => {
    catalogue = await make();
  });

  it('gives back what was put in', async () => {
    const backup = await catalogue.add('/archives/a.tar.zst', manifest());
    const fresh = { pinned: false, state: 'good', lastVerifiedAt: null };
    expect(backup).toEqual({ id: backup.id, path: '/archives/a.tar.zst', manifest: manifest(), ...fresh });
    expect(await catalogue.findByPath('/archives/a.tar.zst')).toEqual(backup);
    expect(await catalogue.findByPath('/archives/b.tar.zst')).toBeNull();
  });

  it('keeps the first record of a path, also when many add it at once', async () => {
    const first = await catalogue.add('/archives/a.tar.zst', manifest());
    const again = await Promise.all(
      [1, 2, 3, 4].map((jobId) => catalogue.add('/archives/a.tar.zst', manifest({ jobId }))),
    );
    for (const backup of again) expect(backup).toEqual(first);
  });

  it('finds the newest of the same stack, format and extent', async () => {
    const at = (day: number): Date => new Date(Date.UTC(2026, 4, day));
    await catalogue.add('/1', manifest({ createdAt: at(1) }));
    await catalogue.add('/3', manifest({ createdAt: at(3) }));
    await catalogue.add('/2', manifest({ createdAt: at(2) }));
    await catalogue.add('/other-format', manifest({ createdAt: at(9), format: 'tar' }));
    await catalogue.add('/other-extent', manifest({ createdAt: at(9), includeData: false }));
    await catalogue.add('/other-stack', manifest({ createdAt: at(9), stackPath: '/opt/stacks/wiki' }));
    expect((await catalogue.findNewest('/opt/stacks/blog', 'tar.zst', true))?.path).toBe('/3');
    expect(await catalogue.findNewest('/opt/stacks/blog', 'folder', true)).toBeNull();
  });

  it('takes a backup whose archive is gone', async () => {
    const backup = await catalogue.add('/orphan', manifest({ archiveId: 987_654 }));
    expect(backup.manifest.archiveName).toBe('Nightly');
    expect(await catalogue.findByPath('/orphan')).toEqual(backup);
  });
}
