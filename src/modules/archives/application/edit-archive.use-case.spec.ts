import { archivePlan } from '../../../../test/contract/archive-repository.contract.js';
import { aStack } from '../../../../test/support/builders/a-stack.js';
import { HandSetClock } from '../../../../test/support/hand-set-clock.js';
import { InMemoryArchiveRepository } from '../../../../test/support/in-memory/in-memory.archive-repository.js';
import { InMemoryStackDirectory } from '../../../../test/support/in-memory/in-memory.stack-directory.js';
import { InMemoryStackRootSource } from '../../../../test/support/in-memory/in-memory.stack-root-source.js';
import { FindStacks, ResolveStacks } from '../../stacks/index.js';
import { type ArchiveChange, EditArchive } from './edit-archive.use-case.js';

const PLAN = archivePlan({ name: 'a', stacks: ['/gone'], outputFormat: 'tar.gz', compressionLevel: null });

async function openArchive() {
  const archives = new InMemoryArchiveRepository();
  const directory = new InMemoryStackDirectory();
  directory.add(aStack());
  const roots = new InMemoryStackRootSource({ roots: ['/opt/stacks'], warnings: [] });
  const clock = new HandSetClock();
  const editing = new EditArchive(archives, new ResolveStacks(new FindStacks(roots, directory)), clock);
  const { id } = await archives.create(PLAN, clock.now());
  const editAtOnce = (...changes: readonly ArchiveChange[]) =>
    Promise.allSettled(changes.map((change) => editing.execute(id, change)));
  return { editAtOnce, read: () => archives.findById(id) };
}

describe('EditArchive', () => {
  it('keeps what each of several changes at once has changed', async () => {
    const { editAtOnce, read } = await openArchive();
    await editAtOnce(
      { stacks: ['/gone', 'shop'] },
      { name: 'b' },
      { retention: { keepDays: 3 } },
      { retention: { keepWeeks: 2 } },
    );
    expect(await read()).toMatchObject({
      ...PLAN,
      name: 'b',
      stacks: ['/gone', '/opt/stacks/shop'],
      retention: { ...PLAN.retention, keepDays: 3, keepWeeks: 2 },
    });
  });

  it('refuses of two changes at once the one that the other has made wrong', async () => {
    const { editAtOnce, read } = await openArchive();
    const outcomes = await editAtOnce({ outputFormat: 'folder' }, { compressionLevel: 9 });
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'INVALID_INPUT' } },
    ]);
    expect(await read()).toMatchObject({ outputFormat: 'folder', compressionLevel: null });
  });
});
