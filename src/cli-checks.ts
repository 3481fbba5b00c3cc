import { ComposeCheck } from './adapters/out/docker/diagnosis/compose.check.js';
import { EngineCheck } from './adapters/out/docker/diagnosis/engine.check.js';
import { dockerClient } from './adapters/out/docker/docker-client.js';
import { DockerCli } from './adapters/out/docker/docker-cli.js';
import { DOCKER_TIMEOUTS } from './adapters/out/docker/docker-timeouts.js';
import { DockerodeStackRuntime } from './adapters/out/docker/dockerode.stack-runtime.js';
import { MountsStackRootSource } from './adapters/out/docker/mounts.stack-root-source.js';
import { SelfInspection } from './adapters/out/docker/self-inspection.js';
import { EmbeddedDatabaseCheck } from './adapters/out/embedded-postgres/diagnosis/embedded-database.check.js';
import { CompressionCheck } from './adapters/out/filesystem/backups/diagnosis/compression.check.js';
import { TarCheck } from './adapters/out/filesystem/backups/diagnosis/tar.check.js';
import { SystemTools } from './adapters/out/filesystem/backups/system-tools.js';
import { DirectoryCheck } from './adapters/out/filesystem/diagnosis/directory.check.js';
import { LockProgramCheck } from './adapters/out/filesystem/diagnosis/lock-program.check.js';
import { StacksCheck } from './adapters/out/filesystem/diagnosis/stacks.check.js';
import { FilesystemStackDirectory } from './adapters/out/filesystem/discovery/filesystem.stack-directory.js';
import { OwnMounts } from './adapters/out/linux/mountinfo.js';
import { ExternalDatabaseCheck } from './adapters/out/postgres/diagnosis/external-database.check.js';
import { TimeZoneCheck } from './adapters/out/system/diagnosis/time-zone.check.js';
import { UserCheck } from './adapters/out/system/diagnosis/user.check.js';
import type { AppConfig } from './config/app-config.js';
import type { DiagnosticCheck } from './modules/diagnosis/index.js';
import { FindStacks } from './modules/stacks/index.js';

/** What can be looked at even when the configuration is wrong. */
export function checksOfMachine(): readonly DiagnosticCheck[] {
  const tools = new SystemTools();
  return [
    new TarCheck(tools),
    new CompressionCheck(tools, 'tar.zst'),
    new CompressionCheck(tools, 'tar.gz'),
    new LockProgramCheck(),
    new UserCheck(process.getuid?.()),
  ];
}

/** Assembled by hand: Nest would want a database first. */
export function checksOfConfiguration(config: AppConfig): readonly DiagnosticCheck[] {
  const { database, dataDir, archivesDir, logDir, dockerSocket, settings } = config;
  const docker = dockerClient(dockerSocket);
  const self = new SelfInspection(docker, DOCKER_TIMEOUTS, new OwnMounts());
  const findStacks = new FindStacks(
    new MountsStackRootSource(self, config),
    new FilesystemStackDirectory(config),
  );
  return [
    new EngineCheck(new DockerodeStackRuntime(docker, DOCKER_TIMEOUTS), dockerSocket),
    new ComposeCheck(new DockerCli(config), settings.imagePullPolicy === 'always'),
    database.kind === 'external' ? new ExternalDatabaseCheck(database) : new EmbeddedDatabaseCheck(dataDir),
    new DirectoryCheck({ name: 'Data directory', path: dataDir, variable: 'DATA_DIR' }),
    new DirectoryCheck({ name: 'Archive directory', path: archivesDir, variable: 'ARCHIVES_DIR' }),
    new DirectoryCheck({ name: 'Log directory', path: logDir, variable: 'LOG_DIR' }),
    new StacksCheck(findStacks, config.stacksDirs),
    new TimeZoneCheck(config.timeZone, new Date()),
  ];
}
