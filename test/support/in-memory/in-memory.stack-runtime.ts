import {
  type ComposeContainer,
  ContainerNotFound,
  EngineRefused,
  EngineUnreachable,
  StackRuntime,
} from '../../../src/modules/stacks/index.js';

interface Entry {
  container: ComposeContainer;
  readonly hasHealthcheck: boolean;
  /** Lists until it is healthy after a start. */
  listsUntilHealthy: number;
  refusal: string | null;
}

/** An engine in memory, whose containers do what a test tells them. */
export class InMemoryStackRuntime extends StackRuntime {
  /** `stop shop-web-1` and the like, in the order in which they were asked for; those that failed are missing. */
  readonly calls: string[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly healthyAfter = new Map<string, number>();
  private readonly digests = new Map<string, readonly string[]>();
  private outage: string | null = null;

  /** Adds or replaces. One that is seeded with a health has a healthcheck. */
  seed(...containers: readonly ComposeContainer[]): this {
    for (const container of containers) {
      const hasHealthcheck = container.health !== 'none';
      this.entries.set(container.id, { container, hasHealthcheck, listsUntilHealthy: 0, refusal: null });
    }
    return this;
  }

  /** As if a person had removed it. */
  forget(containerId: string): void {
    this.entries.delete(containerId);
  }

  /** Null: it answers again. */
  setOutage(reason: string | null): void {
    this.outage = reason;
  }

  /** Null: it starts again. */
  refuseStart(containerId: string, reason: string | null): void {
    this.find(containerId).refusal = reason;
  }

  /** After each further start it is `starting` in so many lists before it is healthy. */
  becomesHealthyAfter(containerId: string, lists: number): void {
    this.healthyAfter.set(containerId, lists);
  }

  async containers(): Promise<readonly ComposeContainer[]> {
    this.answer();
    return [...this.entries.values()].map((entry) => this.look(entry));
  }

  async containersOfProject(project: string): Promise<readonly ComposeContainer[]> {
    return (await this.containers()).filter((container) => container.project === project);
  }

  async stop(containerId: string): Promise<void> {
    this.answer();
    const entry = this.find(containerId);
    this.calls.push(`stop ${entry.container.name}`);
    if (entry.container.exitCode !== null || entry.container.state === 'created') return;
    entry.container = { ...entry.container, state: 'exited', exitCode: 0 };
  }

  async start(containerId: string): Promise<void> {
    this.answer();
    const entry = this.find(containerId);
    const { name, state } = entry.container;
    if (entry.refusal !== null) throw new EngineRefused(`start container ${name}`, entry.refusal);
    this.calls.push(`start ${name}`);
    if (state === 'running') return;
    const lists = this.healthyAfter.get(containerId) ?? 0;
    const health = entry.hasHealthcheck ? (lists > 0 ? 'starting' : 'healthy') : 'none';
    entry.listsUntilHealthy = lists;
    entry.container = { ...entry.container, state: 'running', exitCode: null, health };
  }

  /** An image came from a registry, under this name with a digest. */
  knowDigest(imageId: string, repoDigest: string): void {
    this.digests.set(imageId, [...(this.digests.get(imageId) ?? []), repoDigest]);
  }

  async repoDigests(imageId: string): Promise<readonly string[]> {
    this.answer();
    return this.digests.get(imageId) ?? [];
  }

  async version(): Promise<string> {
    this.answer();
    return 'in memory';
  }

  private answer(): void {
    if (this.outage !== null) throw new EngineUnreachable(this.outage);
  }

  private find(containerId: string): Entry {
    const entry = this.entries.get(containerId);
    if (!entry) throw new ContainerNotFound(containerId);
    return entry;
  }

  /** The engine tells the health of running containers only. */
  private look(entry: Entry): ComposeContainer {
    const { container } = entry;
    if (container.state !== 'running') return { ...container, health: 'none' };
    if (container.health === 'starting' && entry.listsUntilHealthy-- <= 0) {
      entry.container = { ...container, health: 'healthy' };
    }
    return entry.container;
  }
}
