import type { StackRootSource } from '../../src/modules/stacks/index.js';

export interface StackRootSourceHarness {
  /** A source for which stacks are to be looked for in existing directories of these names, and in one that is gone. */
  source(names: readonly string[], gone?: string): Promise<StackRootSource>;
  /** The absolute path that the directory of this name has. */
  pathOf(name: string): string;
  remove(): Promise<void>;
}

export function stackRootSourceContract(
  name: string,
  makeHarness: () => Promise<StackRootSourceHarness>,
): void {
  describe(`${name} is a StackRootSource`, () => {
    let harness: StackRootSourceHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.remove());

    it('knows no roots when there are none', async () => {
      const source = await harness.source([]);
      await expect(source.find()).resolves.toEqual({ roots: [], warnings: [] });
    });

    it('tells its roots', async () => {
      const source = await harness.source(['a', 'b']);
      await expect(source.find()).resolves.toEqual({
        roots: [harness.pathOf('a'), harness.pathOf('b')],
        warnings: [],
      });
    });

    it('warns of a root that is gone, and tells the others', async () => {
      const source = await harness.source(['a'], 'gone');
      const { roots, warnings } = await source.find();
      expect(roots).toEqual([harness.pathOf('a')]);
      expect(warnings).toMatchObject([{ code: 'root_missing', path: harness.pathOf('gone') }]);
    });
  });
}
