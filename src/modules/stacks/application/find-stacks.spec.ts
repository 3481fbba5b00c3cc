import { aStack } from '../../../../test/support/builders/a-stack.js';
import { InMemoryStackDirectory } from '../../../../test/support/in-memory/in-memory.stack-directory.js';
import { InMemoryStackRootSource } from '../../../../test/support/in-memory/in-memory.stack-root-source.js';
import { FindStacks } from './find-stacks.js';

describe('FindStacks', () => {
  it('ignores a stack below a mount whose paths differ, also inside a good root', async () => {
    const directory = new InMemoryStackDirectory();
    const [shop, shopTwo, moved] = ['shop', 'moved2', 'moved'].map((name) =>
      aStack({ name, path: `/opt/stacks/${name}` }),
    );
    for (const stack of [shop, shopTwo, moved]) if (stack) directory.add(stack);
    const warning = { code: 'mount_path_mismatch', path: '/opt/stacks/moved', message: 'paths differ' };
    const roots = new InMemoryStackRootSource({ roots: ['/opt/stacks'], warnings: [warning] });
    const found = await new FindStacks(roots, directory).execute();
    expect(found.stacks.map(({ name }) => name)).toEqual(['moved2', 'shop']);
    expect(found.warnings).toEqual([warning]);
  });
});
