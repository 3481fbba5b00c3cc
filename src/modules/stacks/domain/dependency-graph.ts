import type { Dependency, DependencyCondition } from './container.js';

interface Dependent {
  readonly service: string;
  readonly dependsOn: readonly Dependency[];
}

export interface Prerequisite<T> {
  readonly container: T;
  readonly condition: DependencyCondition;
}

/**
 * Which of these containers needs which other ones. Dependencies on services outside the set do not count, nor does one
 * that would close a circle: every order that this graph asks for can be carried out.
 */
export class DependencyGraph<T extends Dependent> {
  private readonly needs = new Map<T, readonly Prerequisite<T>[]>();

  constructor(readonly containers: readonly T[]) {
    for (const container of containers) {
      const wanted = container.dependsOn.flatMap(({ service, condition }) =>
        containers
          .filter((other) => other.service === service)
          .map((needed) => ({ container: needed, condition })),
      );
      this.needs.set(
        container,
        wanted.filter((needed) => !this.reaches(needed.container, container)),
      );
    }
  }

  prerequisitesOf(container: T): readonly Prerequisite<T>[] {
    return this.needs.get(container) ?? [];
  }

  dependentsOf(container: T): readonly T[] {
    return this.containers.filter((other) =>
      this.prerequisitesOf(other).some((needed) => needed.container === container),
    );
  }

  private reaches(from: T, to: T): boolean {
    return from === to || this.prerequisitesOf(from).some((needed) => this.reaches(needed.container, to));
  }
}
