import type { OwnContainer, OwnContainerSource } from '../../src/modules/stacks/index.js';

export interface OwnContainerSourceHarness {
  readonly source: OwnContainerSource;
  /** From now on we are in this container, and the engine knows it. */
  inside(own: OwnContainer): Promise<void>;
  remove(): Promise<void>;
}

export function ownContainerSourceContract(
  name: string,
  makeHarness: () => Promise<OwnContainerSourceHarness>,
): void {
  describe(`${name} is an OwnContainerSource`, () => {
    let harness: OwnContainerSourceHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.remove());

    it('finds nothing outside a container', async () => {
      await expect(harness.source.find()).resolves.toBeNull();
    });

    it.each<OwnContainer>([
      { id: 'a'.repeat(64), project: 'stowage', configFiles: ['/opt/stacks/stowage/compose.yaml'] },
      { id: 'b'.repeat(64), project: 'stowage', configFiles: ['/opt/a.yaml', '/opt/b c.yaml'] },
      { id: 'c'.repeat(64), project: null, configFiles: [] },
    ])('tells about the container that we are in: %j', async (own) => {
      await harness.inside(own);
      await expect(harness.source.find()).resolves.toEqual(own);
      await expect(harness.source.find()).resolves.toEqual(own);
    });
  });
}
