import fc from 'fast-check';
import { aContainer } from '../../../../test/support/builders/a-container.js';
import type { ComposeContainer } from './container.js';
import { DependencyGraph } from './dependency-graph.js';

const needing = (service: string, ...needed: readonly string[]): ComposeContainer =>
  aContainer(service, { dependsOn: needed.map((name) => ({ service: name, condition: 'service_started' })) });

const names = (containers: readonly ComposeContainer[]): readonly string[] =>
  containers.map(({ service }) => service);

describe('DependencyGraph', () => {
  const web = needing('web', 'db', 'cache');
  const db = needing('db');
  const cache = needing('cache', 'db');

  it('knows what a container needs and what needs it', () => {
    const graph = new DependencyGraph([web, db, cache]);
    expect(names(graph.prerequisitesOf(web).map(({ container }) => container))).toEqual(['db', 'cache']);
    expect(names(graph.dependentsOf(db))).toEqual(['web', 'cache']);
  });

  it('ignores what is not in the set', () => {
    expect(new DependencyGraph([web]).prerequisitesOf(web)).toEqual([]);
  });

  it('counts every replica of a service', () => {
    const replicas = [1, 2].map((number) => aContainer('db', { number }));
    expect(new DependencyGraph([web, ...replicas]).prerequisitesOf(web)).toHaveLength(2);
  });

  it('never has a circle, whatever is asked of it', () => {
    const service = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(service, service)), (edges) => {
        const containers = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
          needing(name, ...edges.filter(([from]) => from === name).map(([, to]) => to)),
        );
        const graph = new DependencyGraph(containers);
        const depth = (container: ComposeContainer, path: readonly ComposeContainer[]): number => {
          expect(path).not.toContain(container);
          const below = graph
            .prerequisitesOf(container)
            .map((one) => depth(one.container, [...path, container]));
          return 1 + Math.max(0, ...below);
        };
        for (const container of containers) depth(container, []);
      }),
    );
  });
});
