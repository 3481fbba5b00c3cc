import { createHash } from 'node:crypto';
import type { ActivityLog } from '../../../src/kernel/activity-log.js';
import {
  type ComposeContainer,
  type ComposedStack,
  ComposeFailed,
  ComposeProject,
  ImagePullFailed,
  isActive,
  type Stack,
} from '../../../src/modules/stacks/index.js';
import type { InMemoryStackRuntime } from './in-memory.stack-runtime.js';

type PullOptions = Parameters<ComposeProject['pull']>[2];

/** Compose in memory: pulls what a test published and recreates the containers of an engine in memory. */
export class InMemoryComposeProject extends ComposeProject {
  /** `pull web db`, `recreate web`; those that failed too. */
  readonly calls: string[] = [];
  private readonly published = new Map<string, string>();
  private readonly pulled = new Map<string, string>();
  private readonly declared = new Map<string, ComposeContainer>();
  private readonly pullFailures = new Map<string, string>();

  constructor(private readonly runtime: InMemoryStackRuntime) {
    super();
  }

  /** There is a newer image for this service. */
  publish(service: string, version: string): void {
    this.published.set(service, `sha256:${createHash('sha256').update(version).digest('hex')}`);
  }

  /** Its image cannot be pulled. */
  refusePull(service: string, reason: string): void {
    this.pullFailures.set(service, reason);
  }

  async pull(stack: Stack, services: readonly string[], { log, signal }: PullOptions): Promise<void> {
    this.calls.push(['pull', ...services].join(' '));
    if (signal.aborted) throw new ImagePullFailed(stack.name, String(signal.reason));
    const output = services.map((service) => `${service} Pulling`);
    output.forEach((line) => log.write('INFO', line));
    for (const service of services) {
      const refusal = this.pullFailures.get(service);
      if (refusal !== undefined) throw new ImagePullFailed(stack.name, refusal);
      const image = this.published.get(service);
      if (image !== undefined) this.pulled.set(service, image);
    }
  }

  async recreate(stack: Stack, services: readonly string[], log: ActivityLog): Promise<void> {
    this.calls.push(['recreate', ...services].join(' '));
    const containers = await this.runtime.containersOfProject(stack.project);
    for (const service of services) {
      const own = containers.filter((container) => container.service === service && !container.oneOff);
      if (own.length === 0) throw new ComposeFailed(stack.name, 'create', `no such service: ${service}`);
      own.forEach((container) => this.recreateOne(container, log));
    }
  }

  /** What it would make for a service that has lost a container. */
  declare(...containers: readonly ComposeContainer[]): void {
    containers.forEach((container) => this.declared.set(container.service, container));
  }

  async replace(stack: ComposedStack, services: readonly string[], log: ActivityLog): Promise<void> {
    this.calls.push(['replace', ...services].join(' '));
    for (const service of services) {
      const container = this.declared.get(service);
      if (!container) throw new ComposeFailed(stack.name, 'create', `no such service: ${service}`);
      const id = createHash('sha256').update(`${container.id} again`).digest('hex');
      const imageId = this.pulled.get(service) ?? container.imageId;
      this.runtime.seed({ ...container, id, imageId, state: 'created', exitCode: null });
      log.write('INFO', `Container ${container.name} Created`);
    }
  }

  private recreateOne(container: ComposeContainer, log: ActivityLog): void {
    const imageId = this.pulled.get(container.service) ?? container.imageId;
    if (imageId === container.imageId) return;
    const id = createHash('sha256').update(`${container.id}${imageId}`).digest('hex');
    const state = isActive(container) ? 'running' : 'created';
    this.runtime.forget(container.id);
    this.runtime.seed({ ...container, id, imageId, state, exitCode: null });
    log.write('INFO', `Container ${container.name} Recreated`);
  }
}
