import { SystemClock } from '../../../src/adapters/out/system/system-clock.js';
import { AppConfig } from '../../../src/config/app-config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { Clock } from '../../../src/kernel/clock.port.js';
import { ServiceLog } from '../../../src/kernel/service-log.port.js';
import {
  ArchiveRepository,
  BackupCatalogue,
  BackupStore,
  ConfigHasher,
  SourceScanner,
} from '../../../src/modules/archives/index.js';
import {
  DatabaseProbe,
  JobLog,
  JobLogFile,
  JobQueue,
  JobRepository,
  JobSignals,
  WorkerIdentity,
  WorkerOptions,
} from '../../../src/modules/jobs/index.js';
import { SettingsSource } from '../../../src/modules/settings/index.js';
import {
  ComposeProject,
  OwnContainerSource,
  StackDirectory,
  StackRootSource,
  StackRuntime,
  SuspensionJournal,
} from '../../../src/modules/stacks/index.js';
import { InMemoryArchiveRepository } from '../../support/in-memory/in-memory.archive-repository.js';
import { InMemoryDatabaseProbe } from '../../support/in-memory/in-memory.database-probe.js';
import { InMemoryJobQueue } from '../../support/in-memory/in-memory.job-queue.js';
import { InMemoryJobRepository } from '../../support/in-memory/in-memory.job-repository.js';
import { InMemoryOwnContainerSource } from '../../support/in-memory/in-memory.own-container-source.js';
import { InMemoryStackDirectory } from '../../support/in-memory/in-memory.stack-directory.js';
import { InMemoryStackRootSource } from '../../support/in-memory/in-memory.stack-root-source.js';
import { InMemoryStackRuntime } from '../../support/in-memory/in-memory.stack-runtime.js';
import { InMemorySuspensionJournal } from '../../support/in-memory/in-memory.suspension-journal.js';
import { WatchedJobLog, WatchedJobSignals } from './watched-twins.js';

/** What only the worker needs, which does not run in these tests. */
const WORKER_ONLY = [
  BackupCatalogue,
  BackupStore,
  ComposeProject,
  ConfigHasher,
  JobLogFile,
  ServiceLog,
  SourceScanner,
  WorkerIdentity,
  WorkerOptions,
];

export const ROOT = '/opt/stacks';

/** Adapters in memory, for tests to arrange and to look into. Knows the stacks blog, wiki and two called twin. */
export class Twins {
  readonly archives = new InMemoryArchiveRepository();
  readonly jobs = new InMemoryJobRepository();
  readonly jobLog = new WatchedJobLog();
  readonly queue = new InMemoryJobQueue();
  readonly signals = new WatchedJobSignals();
  readonly journal = new InMemorySuspensionJournal();
  readonly runtime = new InMemoryStackRuntime();
  readonly database = new InMemoryDatabaseProbe();
  readonly directory = new InMemoryStackDirectory();
  readonly roots = new InMemoryStackRootSource({ roots: [ROOT, '/srv'], warnings: [] });
  readonly settings = loadConfig({ TZ: 'Europe/Berlin', SKIP_STOP: 'wiki' });

  constructor() {
    for (const path of [`${ROOT}/blog`, `${ROOT}/wiki`, `${ROOT}/twin`, '/srv/twin']) this.addStack(path);
  }

  providers(): { provide: abstract new () => object; useValue: object | null }[] {
    const { settings } = this.settings;
    return [
      { provide: AppConfig, useValue: this.settings },
      { provide: ArchiveRepository, useValue: this.archives },
      { provide: Clock, useValue: new SystemClock() },
      { provide: DatabaseProbe, useValue: this.database },
      { provide: JobLog, useValue: this.jobLog },
      { provide: JobQueue, useValue: this.queue },
      { provide: JobRepository, useValue: this.jobs },
      { provide: JobSignals, useValue: this.signals },
      { provide: OwnContainerSource, useValue: new InMemoryOwnContainerSource() },
      { provide: SettingsSource, useValue: { current: async () => settings } satisfies SettingsSource },
      { provide: StackDirectory, useValue: this.directory },
      { provide: StackRootSource, useValue: this.roots },
      { provide: StackRuntime, useValue: this.runtime },
      { provide: SuspensionJournal, useValue: this.journal },
      ...WORKER_ONLY.map((provide) => ({ provide, useValue: null })),
    ];
  }

  private addStack(path: string): void {
    const name = path.split('/').at(-1) ?? '';
    const root = path.slice(0, -name.length - 1);
    const services = [{ name: 'web', image: 'nginx:1' }];
    this.directory.add({
      ...{ name, path, root, kind: 'nested', project: name, composeFile: `${path}/compose.yaml` },
      services,
    });
  }
}
