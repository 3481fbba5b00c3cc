import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { LogLevel } from '../../src/kernel/activity-log.js';
import { Clock } from '../../src/kernel/clock.port.js';
import { ServiceLog } from '../../src/kernel/service-log.port.js';
import {
  ArchiveRepository,
  BackupCatalogue,
  BackupStore,
  ConfigHasher,
  SourceScanner,
} from '../../src/modules/archives/index.js';
import {
  type Job,
  JobLog,
  JobLogFile,
  JobQueue,
  JobRepository,
  JobSignals,
  JobsModule,
  type LogLine,
  WorkerIdentity,
  WorkerOptions,
} from '../../src/modules/jobs/index.js';
import { type Settings, SettingsSource } from '../../src/modules/settings/index.js';
import {
  type ComposeContainer,
  ComposeProject,
  OwnContainerSource,
  type Stack,
  StackDirectory,
  StackRootSource,
  StackRuntime,
  SuspensionJournal,
} from '../../src/modules/stacks/index.js';
import { HandSetClock } from './hand-set-clock.js';
import { InMemoryArchiveRepository } from './in-memory/in-memory.archive-repository.js';
import { InMemoryBackupCatalogue } from './in-memory/in-memory.backup-catalogue.js';
import { InMemoryBackupStore } from './in-memory/in-memory.backup-store.js';
import { InMemoryComposeProject } from './in-memory/in-memory.compose-project.js';
import { InMemoryJobLog } from './in-memory/in-memory.job-log.js';
import { InMemoryJobQueue } from './in-memory/in-memory.job-queue.js';
import { InMemoryJobRepository } from './in-memory/in-memory.job-repository.js';
import { InMemoryJobSignals } from './in-memory/in-memory.job-signals.js';
import { InMemoryOwnContainerSource } from './in-memory/in-memory.own-container-source.js';
import { InMemoryStackDirectory } from './in-memory/in-memory.stack-directory.js';
import { InMemoryStackRootSource } from './in-memory/in-memory.stack-root-source.js';
import { InMemoryStackRuntime } from './in-memory/in-memory.stack-runtime.js';
import { InMemorySuspensionJournal } from './in-memory/in-memory.suspension-journal.js';
import { RecordedLog } from './recorded-log.js';

class RecordedServiceLog extends RecordedLog implements ServiceLog {}

/** The clock of one process: when that was killed, nothing in it wakes up any more. */
class MortalClock extends Clock {
  private alive = true;

  constructor(private readonly clock: Clock) {
    super();
  }

  now(): Date {
    return this.clock.now();
  }

  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    await this.clock.pause(ms, signal);
    if (!this.alive) await new Promise(() => undefined);
  }

  kill(): void {
    this.alive = false;
  }
}

class MemoryLogFile implements JobLogFile {
  create = (job: Job): Promise<string> => Promise.resolve(`/logs/${job.id}.log`);
  append = (): Promise<void> => Promise.resolve();
}

/** Every port in memory, and the real use cases on top. What survives a crash lives here, not in a worker. */
export class InMemoryWorld {
  readonly archives = new InMemoryArchiveRepository();
  readonly catalogue = new InMemoryBackupCatalogue();
  readonly store = new InMemoryBackupStore();
  readonly jobs = new InMemoryJobRepository();
  readonly jobLog = new InMemoryJobLog();
  readonly signals = new InMemoryJobSignals();
  readonly journal = new InMemorySuspensionJournal();
  readonly runtime = new InMemoryStackRuntime();
  readonly compose = new InMemoryComposeProject(this.runtime);
  readonly directory = new InMemoryStackDirectory();
  readonly own = new InMemoryOwnContainerSource();
  readonly serviceLog = new RecordedServiceLog();
  readonly clock = new HandSetClock();
  readonly queue = new InMemoryJobQueue();
  settings: Settings = { skipStop: [], imagePullPolicy: 'never', imagePullInactivityTimeout: 300 };

  add(stack: Stack, ...containers: readonly ComposeContainer[]): void {
    this.directory.add(stack);
    this.runtime.seed(...containers);
  }

  /** The use cases of one process; `kill` stops its clock. */
  async process(workerId = 'worker', scope: WorkerIdentity['scope'] = 'all') {
    const clock = new MortalClock(this.clock);
    const providers = [{ provide: Clock, useValue: clock }, ...this.providers({ id: workerId, scope })];
    @Global()
    @Module({ providers, exports: providers.map(({ provide }) => provide) })
    class PortsModule {}
    const module = await Test.createTestingModule({ imports: [PortsModule, JobsModule] }).compile();
    return { get: module.get.bind(module), kill: (): void => clock.kill() };
  }

  async states(): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await this.runtime.containers()).map(({ name, state }) => [name, state]));
  }

  async log(jobId: number): Promise<readonly LogLine[]> {
    return (await this.jobLog.read(jobId, { after: 0, limit: 10_000 })).lines;
  }

  async saidAt(level: LogLevel, jobId: number): Promise<string> {
    const lines = await this.log(jobId);
    return lines
      .filter((line) => line.level === level)
      .map(({ text }) => text)
      .join('\n');
  }

  private providers(identity: WorkerIdentity) {
    const settings: SettingsSource = { current: () => Promise.resolve(this.settings) };
    const roots = new InMemoryStackRootSource({ roots: ['/opt/stacks', '/srv/stacks'], warnings: [] });
    this.directory.addRoot('/opt/stacks');
    this.directory.addRoot('/srv/stacks');
    return [
      { provide: ArchiveRepository, useValue: this.archives },
      { provide: BackupCatalogue, useValue: this.catalogue },
      { provide: BackupStore, useValue: this.store },
      { provide: ComposeProject, useValue: this.compose },
      { provide: ConfigHasher, useValue: { hash: () => Promise.resolve(null) } satisfies ConfigHasher },
      { provide: JobLog, useValue: this.jobLog },
      { provide: JobLogFile, useValue: new MemoryLogFile() },
      { provide: JobQueue, useValue: this.queue },
      { provide: JobRepository, useValue: this.jobs },
      { provide: JobSignals, useValue: this.signals },
      { provide: OwnContainerSource, useValue: this.own },
      { provide: ServiceLog, useValue: this.serviceLog },
      { provide: SettingsSource, useValue: settings },
      { provide: SourceScanner, useValue: { measure: () => Promise.resolve(null) } satisfies SourceScanner },
      { provide: StackDirectory, useValue: this.directory },
      { provide: StackRootSource, useValue: roots },
      { provide: StackRuntime, useValue: this.runtime },
      { provide: SuspensionJournal, useValue: this.journal },
      { provide: WorkerIdentity, useValue: identity },
      {
        provide: WorkerOptions,
        useValue: { concurrency: 1, healthTimeout: 5 } satisfies WorkerOptions,
      },
    ];
  }
}
