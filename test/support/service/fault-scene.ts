import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describeWithDocker } from '../docker/describe-with-docker.js';
import { run } from '../docker/run.js';
import { TestEngine } from '../docker/test-engine.js';
import { buildTestImage } from '../docker/test-image.js';
import { ExternalDatabase } from './external-database.js';
import { TestService, type TestServiceOptions } from './test-service.js';
import { type ShopOptions, TestShop } from './test-shop.js';

export interface SceneOptions {
  readonly shop?: ShopOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** The archives are on a disk of this size. */
  readonly archivesMegabytes?: number;
  /** An engine that nobody else uses. */
  readonly ownEngine?: boolean;
  /** Instead of the built-in one. */
  readonly externalDatabase?: boolean;
  /** The service can be told where to kill itself. */
  readonly crashable?: boolean;
}

/** A shop and a service that backs it up, for something to go wrong. */
export class FaultScene {
  private readonly ends: (() => Promise<unknown>)[] = [];
  root = '';
  shop!: TestShop;
  service!: TestService;
  engine!: TestEngine;
  database!: ExternalDatabase;

  constructor(
    public socket: string,
    private readonly options: SceneOptions,
  ) {}

  async set(): Promise<void> {
    const { ownEngine, externalDatabase, shop } = this.options;
    this.root = await realpath(await mkdtemp(join(tmpdir(), 'stowage-fault-')));
    this.atEnd(() => rm(this.root, { recursive: true }));
    if (ownEngine) await this.launchEngine();
    if (externalDatabase) await this.launchDatabase();
    this.shop = await TestShop.open(this.socket, join(this.root, 'stacks'), shop);
    if (!ownEngine) this.atEnd(() => this.shop.stack.remove());
    this.service = await this.prepareService(await this.makeArchives());
    await this.service.start();
  }

  /** In reverse order of making, whatever fails. */
  async strike(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.ends.reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
  }

  /** Another service on the same stacks, engine and external database, not started yet. */
  async prepareService(more: Partial<TestServiceOptions> = {}, dataDir?: string): Promise<TestService> {
    const { socket, options, root, database } = this;
    const service = await TestService.prepare(
      {
        socket,
        stacksDirs: [join(root, 'stacks')],
        crashable: options.crashable ?? false,
        ...(options.env && { env: options.env }),
        ...(options.externalDatabase && { database }),
        ...more,
      },
      dataDir,
    );
    this.atEnd(() => service.remove());
    return service;
  }

  atEnd(end: () => Promise<unknown>): void {
    this.ends.push(end);
  }

  /** Every container as it was, exactly so many backups and nothing half made, disk and catalogue agree, no debt. */
  async expectUnharmed({ backups = 0 }: { readonly backups?: number } = {}): Promise<void> {
    const { service, shop } = this;
    expect(await shop.state()).toEqual(shop.atFirst);
    const files = await service.archived();
    expect(files.filter((file) => basename(file).startsWith('.'))).toEqual([]);
    const data = files.filter((file) => !file.endsWith('.manifest.json'));
    expect(files).toEqual(data.flatMap((file) => [file, `${file}.manifest.json`]));
    expect(data).toHaveLength(backups);
    const catalogue = await service.database.query<{ path: string }>(
      'SELECT path FROM backups ORDER BY path',
    );
    expect(catalogue.map(({ path }) => path)).toEqual(data.map((file) => join(service.archivesDir, file)));
    const owed = 'SELECT stack_path FROM suspensions WHERE started_at IS NULL OR last_error IS NOT NULL';
    expect(await service.database.query(owed)).toEqual([]);
  }

  private async launchEngine(): Promise<void> {
    this.engine = await TestEngine.launch();
    this.atEnd(() => this.engine.remove());
    this.socket = this.engine.socket;
    await buildTestImage(this.socket);
  }

  private async launchDatabase(): Promise<void> {
    this.database = await ExternalDatabase.launch();
    this.atEnd(() => this.database.remove());
  }

  private async makeArchives(): Promise<Partial<TestServiceOptions>> {
    const { archivesMegabytes } = this.options;
    if (archivesMegabytes === undefined) return {};
    const archivesDir = join(this.root, 'archives');
    await mkdir(archivesDir);
    await run('mount', ['-t', 'tmpfs', '-o', `size=${archivesMegabytes}m`, 'tmpfs', archivesDir]);
    this.atEnd(() => run('umount', ['-l', archivesDir]));
    return { archivesDir };
  }
}

/** A suite of tests that share one scene. */
export function describeFault(name: string, options: SceneOptions, fn: (scene: FaultScene) => void): void {
  describeWithDocker(name, (socket) => {
    const scene = new FaultScene(socket, options);
    beforeAll(() => scene.set());
    afterAll(() => scene.strike());
    fn(scene);
  });
}
