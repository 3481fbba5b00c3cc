import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.port.js';
import { type ComposeContainer, StackDirectory } from '../../stacks/index.js';
import type { BackupTarget } from '../domain/backup-target.js';
import { BackupStore } from '../ports/backup-store.port.js';
import { ConfigHasher } from '../ports/config-hasher.port.js';
import type { BackUpStackRequest } from './back-up-stack.request.js';
import { CheckSpace } from './check-space.js';
import { DecideStop, type StopDecision } from './decide-stop.js';
import { FindImageDigests } from './find-image-digests.js';
import { PullImages, type Recreate } from './pull-images.js';

export interface PreparedBackup {
  readonly target: BackupTarget;
  readonly createdAt: Date;
  /** Exactly those that run and are to be stopped. */
  readonly toStop: readonly ComposeContainer[];
  /** Of this stack, in any state. */
  readonly containers: readonly ComposeContainer[];
  /** By container id. */
  readonly imageDigests: ReadonlyMap<string, string | null>;
  readonly wasRunning: boolean | null;
  /** The stack may write while it is read. */
  readonly live: boolean;
  /** Relative paths to capture; null: the whole directory. */
  readonly only: readonly string[] | null;
  readonly composeConfigHash: string | null;
  /** How to start from newer images; null: start the containers as they are. */
  readonly recreate: Recreate | null;
  readonly warnings: readonly string[];
}

/** Everything that can be decided, checked or fetched while the stack still runs. */
@Injectable()
export class PrepareBackup {
  constructor(
    private readonly decideStop: DecideStop,
    private readonly checkSpace: CheckSpace,
    private readonly pullImages: PullImages,
    private readonly findImageDigests: FindImageDigests,
    private readonly hasher: ConfigHasher,
    private readonly directory: StackDirectory,
    private readonly store: BackupStore,
    private readonly clock: Clock,
  ) {}

  /** @throws EngineUnreachable, DiskFull, ArchiveDirectoryUnusable: nothing was stopped or written then */
  async execute(request: BackUpStackRequest): Promise<PreparedBackup> {
    const { stack, plan, log, observer } = request;
    const decision = await this.decideStop.execute(stack, plan.stopContainers);
    for (const text of decision.remarks) log.write('INFO', text);
    for (const text of decision.warnings) log.write('WARNING', text);
    await this.checkSpace.execute(request);
    const createdAt = this.clock.now();
    const files = await this.directory.configurationFiles(stack.path);
    const target = await this.chooseTarget(request, createdAt);
    await observer.onTarget(target, decision.wasRunning);
    const pulled = await this.pullImages.execute(request, decision.toStop);
    const hash = await this.hasher.hash(stack.path, files);
    // Scanning and pulling take their time: what runs now may be something else than before.
    const latest = await this.decideStop.execute(stack, plan.stopContainers);
    return {
      ...factsOf(latest),
      imageDigests: await this.findImageDigests.execute(latest.containers),
      target,
      createdAt,
      only: plan.includeData ? null : files,
      composeConfigHash: hash,
      recreate: pulled.recreate,
      warnings: [...latest.warnings, ...pulled.warnings],
    };
  }

  private chooseTarget({ plan, stackLabel }: BackUpStackRequest, at: Date): Promise<BackupTarget> {
    return this.store.chooseTarget({
      archiveName: plan.archiveName,
      stackLabel,
      format: plan.outputFormat,
      at,
    });
  }
}

const factsOf = ({ toStop, containers, wasRunning, live }: StopDecision) => ({
  toStop,
  containers,
  wasRunning,
  live,
});
