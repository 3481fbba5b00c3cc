import type { StackDirectory } from '../../src/modules/stacks/index.js';

export interface StackDirectoryHarness {
  readonly directory: StackDirectory;
  /** Makes a root without stacks and gives its absolute real path. */
  root(name: string): Promise<string>;
  /** Puts a stack with one service `web` of the image `web:1`, a compose.yaml and an .env there, and gives its path. */
  nestedStack(root: string, name: string): Promise<string>;
  /** The same, right in the root. */
  directStack(root: string): Promise<string>;
}

export function stackDirectoryContract(
  name: string,
  makeHarness: () => Promise<StackDirectoryHarness>,
): void {
  describe(`${name} is a StackDirectory`, () => {
    let harness: StackDirectoryHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });

    it('finds nothing in no roots and in empty ones', async () => {
      const root = await harness.root('empty');
      await expect(harness.directory.find([])).resolves.toEqual({ stacks: [], warnings: [] });
      await expect(harness.directory.find([root])).resolves.toEqual({ stacks: [], warnings: [] });
    });

    it('tells all about a nested stack', async () => {
      const root = await harness.root('stacks');
      const path = await harness.nestedStack(root, 'blog');
      const { stacks, warnings } = await harness.directory.find([root]);
      expect(warnings).toEqual([]);
      expect(stacks).toEqual([
        {
          name: 'blog',
          path,
          root,
          kind: 'nested',
          project: 'blog',
          composeFile: `${path}/compose.yaml`,
          services: [{ name: 'web', image: 'web:1' }],
        },
      ]);
    });

    it('finds a stack in the root itself', async () => {
      const root = await harness.root('alone');
      const path = await harness.directStack(root);
      const { stacks } = await harness.directory.find([root]);
      expect(stacks).toMatchObject([{ name: 'alone', path, root, kind: 'direct', project: 'alone' }]);
      expect(path).toBe(root);
    });

    it('sorts by path and takes only the roots it is asked for', async () => {
      const [first, second, other] = [
        await harness.root('b'),
        await harness.root('a'),
        await harness.root('c'),
      ];
      const paths = [
        await harness.nestedStack(first, 'y'),
        await harness.nestedStack(first, 'x'),
        await harness.nestedStack(second, 'z'),
      ];
      await harness.nestedStack(other, 'unasked');
      const { stacks } = await harness.directory.find([first, second]);
      expect(stacks.map(({ path }) => path)).toEqual([...paths].sort());
    });

    it('keeps two stacks of one name in two roots apart', async () => {
      const [one, two] = [await harness.root('one'), await harness.root('two')];
      const paths = [await harness.nestedStack(one, 'app'), await harness.nestedStack(two, 'app')];
      const { stacks } = await harness.directory.find([one, two]);
      expect(stacks.map(({ name }) => name)).toEqual(['app', 'app']);
      expect(stacks.map(({ path }) => path)).toEqual([...paths].sort());
    });

    it('lists a stack once, however often its root is given', async () => {
      const root = await harness.root('stacks');
      await harness.nestedStack(root, 'blog');
      const { stacks } = await harness.directory.find([root, root]);
      expect(stacks).toHaveLength(1);
    });

    it('warns of a root that is not there and reads the others', async () => {
      const root = await harness.root('stacks');
      await harness.nestedStack(root, 'blog');
      const { stacks, warnings } = await harness.directory.find([`${root}-gone`, root]);
      expect(stacks).toHaveLength(1);
      expect(warnings).toMatchObject([{ code: 'root_missing', path: `${root}-gone` }]);
    });

    it('knows the files that configure a stack', async () => {
      const root = await harness.root('stacks');
      const path = await harness.nestedStack(root, 'blog');
      await expect(harness.directory.configurationFiles(path)).resolves.toEqual(['.env', 'compose.yaml']);
    });
  });
}
