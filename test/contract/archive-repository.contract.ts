import type { ArchivePlan, ArchiveRepository } from '../../src/modules/archives/index.js';

const FIRST = new Date('2026-01-01T00:00:00.001Z');
const LATER = new Date('2026-01-02T00:00:00.002Z');

export const archivePlan = (change: Partial<ArchivePlan> = {}): ArchivePlan => ({
  name: 'Nightly',
  stacks: ['/opt/stacks/b', '/opt/stacks/a "quoted"'],
  stopContainers: true,
  includeData: false,
  outputFormat: 'tar.zst',
  compressionLevel: 7,
  scheduleEnabled: true,
  scheduleCron: '0 3 * * *',
  retention: { keepLast: 1, keepDays: 7, keepWeeks: 4, keepMonths: 6, keepYears: 2, onePerDay: true },
  ...change,
});

export function archiveRepositoryContract(make: () => Promise<ArchiveRepository>): void {
  let archives: ArchiveRepository;
  beforeEach(async () => {
    archives = await make();
  });

  it('gives back what was put in', async () => {
    const created = await archives.create(archivePlan(), FIRST);
    expect(created).toEqual({ ...archivePlan(), id: created.id, createdAt: FIRST, updatedAt: FIRST });
    expect(await archives.findById(created.id)).toEqual(created);
  });

  it('knows nothing of an id that was never given', async () => {
    expect(await archives.findById(987_654)).toBeNull();
    await expect(archives.update(987_654, () => archivePlan(), LATER)).rejects.toMatchObject({
      code: 'ARCHIVE_NOT_FOUND',
    });
    await expect(archives.delete(987_654)).rejects.toMatchObject({ code: 'ARCHIVE_NOT_FOUND' });
  });

  it('sorts by name, not minding case', async () => {
    for (const name of ['beta', 'Alpha', 'Gamma', 'alpha-2'])
      await archives.create(archivePlan({ name }), FIRST);
    expect((await archives.findAll()).map(({ name }) => name)).toEqual(['Alpha', 'alpha-2', 'beta', 'Gamma']);
  });

  it.each(['Nightly', 'NIGHTLY', 'nightly'])('takes %s for the name that is there already', async (name) => {
    const { id } = await archives.create(archivePlan(), FIRST);
    const other = await archives.create(archivePlan({ name: 'Other' }), FIRST);
    await expect(archives.create(archivePlan({ name }), LATER)).rejects.toMatchObject({
      code: 'ARCHIVE_NAME_TAKEN',
    });
    const rename = archives.update(other.id, () => archivePlan({ name }), LATER);
    await expect(rename).rejects.toMatchObject({ code: 'ARCHIVE_NAME_TAKEN' });
    expect((await archives.update(id, () => archivePlan({ name }), LATER)).name).toBe(name);
  });

  it('takes case for what it is in other alphabets too', async () => {
    await archives.create(archivePlan({ name: 'Übersicht' }), FIRST);
    const again = archives.create(archivePlan({ name: 'übersicht' }), FIRST);
    await expect(again).rejects.toMatchObject({ code: 'ARCHIVE_NAME_TAKEN' });
  });

  it('replaces the plan and keeps the day it was made', async () => {
    const { id } = await archives.create(archivePlan(), FIRST);
    const plan = archivePlan({ name: 'Weekly', stacks: [], compressionLevel: null, outputFormat: 'folder' });
    expect(await archives.update(id, () => plan, LATER)).toEqual({
      ...plan,
      id,
      createdAt: FIRST,
      updatedAt: LATER,
    });
  });

  it('keeps every one of many edits at once', async () => {
    const { id } = await archives.create(archivePlan(), FIRST);
    const counts = ['keepLast', 'keepDays', 'keepWeeks', 'keepMonths', 'keepYears'] as const;
    const edits = counts.map((count) =>
      archives.update(id, (now) => ({ ...now, retention: { ...now.retention, [count]: 99 } }), LATER),
    );
    await Promise.all([
      ...edits,
      archives.update(id, (now) => ({ ...now, name: 'Weekly' }), LATER),
      archives.update(id, (now) => ({ ...now, stopContainers: false }), LATER),
    ]);
    const retention = { keepLast: 99, keepDays: 99, keepWeeks: 99, keepMonths: 99, keepYears: 99 };
    expect(await archives.findById(id)).toMatchObject({ name: 'Weekly', stopContainers: false, retention });
  });

  it('changes nothing when the edit is refused', async () => {
    const created = await archives.create(archivePlan(), FIRST);
    const refused = new Error('no such plan');
    const edit = archives.update(
      created.id,
      () => {
        throw refused;
      },
      LATER,
    );
    await expect(edit).rejects.toBe(refused);
    expect(await archives.findById(created.id)).toEqual(created);
    expect((await archives.update(created.id, () => archivePlan({ name: 'B' }), LATER)).name).toBe('B');
  });

  it('deletes', async () => {
    const { id } = await archives.create(archivePlan(), FIRST);
    await archives.delete(id);
    expect(await archives.findAll()).toEqual([]);
    await archives.create(archivePlan(), LATER);
  });
}
