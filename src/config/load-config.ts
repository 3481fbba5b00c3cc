import { join, resolve } from 'node:path';
import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { AppConfig, DatabaseConfig } from './app-config.js';
import { DATABASE_DEFAULTS, parseDatabaseUrl } from './database-url.js';
import { Environment } from './environment.js';
import { InvalidConfiguration } from './invalid-configuration.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment once. Unknown variables are none of our business; an empty one counts as not set.
 * @throws InvalidConfiguration, and nothing else
 */
export function loadConfig(variables: Variables = process.env): AppConfig {
  const given = ours(variables);
  const environment = plainToInstance(Environment, given);
  const wrong = validateSync(environment).map(({ property, constraints }) => ({
    variable: property,
    value: given[property],
    complaints: Object.values(constraints ?? {}),
  }));
  if (wrong.length > 0) throw new InvalidConfiguration(wrong);
  return toConfig(environment);
}

function ours(variables: Variables): Variables {
  const names = Object.keys(new Environment());
  const given = names.map((name) => [name, variables[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
}

function toConfig(environment: Environment): AppConfig {
  const dataDir = resolve(environment.DATA_DIR);
  return {
    timeZone: environment.TZ,
    logLevel: environment.LOG_LEVEL,
    host: environment.HOST,
    port: environment.PORT,
    database: toDatabase(environment),
    dataDir,
    archivesDir: resolve(environment.ARCHIVES_DIR ?? join(dataDir, 'archives')),
    logDir: resolve(environment.LOG_DIR ?? join(dataDir, 'logs')),
    downloadsDir: resolve(environment.DOWNLOADS_DIR ?? join(dataDir, 'downloads')),
    stacksDirs: [...new Set(environment.STACKS_DIRS.map((directory) => resolve(directory)))],
    dockerSocket: environment.DOCKER_HOST.slice('unix://'.length),
    settings: {
      skipStop: environment.SKIP_STOP,
      imagePullPolicy: environment.IMAGE_PULL_POLICY,
      imagePullInactivityTimeout: environment.IMAGE_PULL_INACTIVITY_TIMEOUT,
    },
    jobConcurrency: environment.JOB_CONCURRENCY,
    writerNice: environment.WRITER_NICE,
    writerIoPriority: environment.WRITER_IO_PRIORITY,
    healthTimeout: environment.HEALTH_TIMEOUT,
    shutdownTimeout: environment.SHUTDOWN_TIMEOUT,
  };
}

function toDatabase(environment: Environment): DatabaseConfig {
  const { DATABASE_URL, DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = environment;
  const fromUrl = DATABASE_URL === undefined ? undefined : parseDatabaseUrl(DATABASE_URL);
  if (fromUrl !== undefined) return fromUrl;
  if (DB_HOST === undefined) return { kind: 'embedded' };
  return {
    kind: 'external',
    host: DB_HOST,
    port: DB_PORT ?? DATABASE_DEFAULTS.port,
    user: DB_USER ?? DATABASE_DEFAULTS.user,
    password: DB_PASSWORD ?? '',
    name: DB_NAME ?? DATABASE_DEFAULTS.name,
    tls: false,
  };
}
