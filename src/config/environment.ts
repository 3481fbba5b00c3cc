import { BlockList, isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { isTimeZone } from 'class-validator';
import type { AppConfig, AppLogLevel } from './app-config.js';
import { parseDatabaseUrl } from './database-url.js';
import { Expects, MayBe, OneOf, Transformed, WholeNumber } from './expectation.js';

const LOG_LEVELS: readonly AppLogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];
const DAY = 86_400;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const isLoopback = (host: unknown): boolean => {
  if (host === 'localhost') return true;
  const family = typeof host === 'string' ? isIP(host) : 0;
  return family !== 0 && LOOPBACK.check(String(host), family === 4 ? 'ipv4' : 'ipv6');
};

const isPrintable = (text: string): boolean => !/\p{Cc}/u.test(text);
const isPath = (value: unknown): boolean => typeof value === 'string' && isPrintable(value);
const isAbsolutePath = (path: string): boolean => isAbsolute(path) && isPrintable(path);
const isSocketUrl = (text: string): boolean =>
  text.startsWith('unix://') && isAbsolutePath(text.slice('unix://'.length));

const listOf = (separator: string) => (text: string) =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const DATABASE_PARTS = ['DB_HOST', 'DB_PORT', 'DB_USER', 'DB_PASSWORD', 'DB_NAME'] as const;
const partsGiven = (environment: object): number =>
  DATABASE_PARTS.filter((name) => (environment as Environment)[name] !== undefined).length;

const A_DIRECTORY = 'the path of a directory, without control characters';

/** The variables we read, named as the operator names them, with their defaults. */
export class Environment {
  @Expects('an IANA time zone', 'Europe/Berlin', isTimeZone)
  TZ = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

  @Transformed((text) => text.toUpperCase())
  @OneOf(LOG_LEVELS, 'INFO')
  LOG_LEVEL: AppLogLevel = 'INFO';

  @Expects(
    'a loopback address, because there are no accounts yet and whoever reaches the service rules it',
    '127.0.0.1',
    isLoopback,
  )
  HOST = '127.0.0.1';

  @WholeNumber({ min: 0, max: 65_535 }, '8080', ' (0: any free port)')
  PORT = 8080;

  @MayBe(
    'a PostgreSQL address, at most with sslmode=disable, require or verify-full',
    'postgres://stowage:password@db:5432/stowage?sslmode=require',
    (text) => parseDatabaseUrl(text) !== undefined,
  )
  @Expects(
    'either DATABASE_URL or the DB_ variables, not both',
    'postgres://stowage:password@db:5432/stowage',
    (value, environment) => value === undefined || partsGiven(environment) === 0,
  )
  DATABASE_URL: string | undefined = undefined;

  @MayBe("a host name, an address or the directory of PostgreSQL's socket", 'db', isPrintable)
  @Expects(
    'the database host, because other DB_ variables are set',
    'db',
    (value, environment) => value !== undefined || partsGiven(environment) === 0,
  )
  DB_HOST: string | undefined = undefined;

  @WholeNumber({ min: 1, max: 65_535 }, '5432')
  DB_PORT: number | undefined = undefined;

  @MayBe('a name without control characters', 'stowage', isPrintable)
  DB_USER: string | undefined = undefined;

  @MayBe('a password without control characters', '…', isPrintable)
  DB_PASSWORD: string | undefined = undefined;

  @MayBe('a name without control characters', 'stowage', isPrintable)
  DB_NAME: string | undefined = undefined;

  @Expects(A_DIRECTORY, './data', isPath)
  DATA_DIR = './data';

  @MayBe(A_DIRECTORY, '/archives', isPath)
  ARCHIVES_DIR: string | undefined = undefined;

  @MayBe(A_DIRECTORY, '/var/log/archiver', isPath)
  LOG_DIR: string | undefined = undefined;

  @MayBe(A_DIRECTORY, '/tmp/downloads', isPath)
  DOWNLOADS_DIR: string | undefined = undefined;

  @Transformed(listOf(':'))
  @Expects(
    'absolute paths, separated by colons',
    '/opt/stacks:/srv/stacks',
    (value) => Array.isArray(value) && value.length > 0 && (value as string[]).every(isAbsolutePath),
  )
  STACKS_DIRS: readonly string[] = ['/opt/stacks'];

  @Expects(
    "a socket of this machine's engine, because backups are read from this machine's disks",
    'unix:///var/run/docker.sock',
    (value) => typeof value === 'string' && isSocketUrl(value),
  )
  DOCKER_HOST = 'unix:///var/run/docker.sock';

  @Transformed(listOf(','))
  @Expects(
    'names or paths of stacks, separated by commas',
    'traefik,/opt/stacks/dns',
    (value) => Array.isArray(value) && (value as string[]).every(isPrintable),
  )
  SKIP_STOP: readonly string[] = [];

  @OneOf(['never', 'always'], 'never')
  IMAGE_PULL_POLICY: AppConfig['settings']['imagePullPolicy'] = 'never';

  @WholeNumber({ min: 0, max: DAY }, '300', ' seconds (0: never)')
  IMAGE_PULL_INACTIVITY_TIMEOUT = 300;

  @WholeNumber({ min: 1, max: 16 }, '1')
  JOB_CONCURRENCY = 1;

  @WholeNumber({ min: 0, max: 19 }, '10')
  WRITER_NICE = 10;

  @OneOf(['normal', 'low', 'idle'], 'low')
  WRITER_IO_PRIORITY: AppConfig['writerIoPriority'] = 'low';

  @WholeNumber({ min: 1, max: DAY }, '120', ' seconds')
  HEALTH_TIMEOUT = 120;

  // Docker kills a container ten seconds after it asked it to stop.
  @WholeNumber({ min: 1, max: 3600 }, '8', ' seconds')
  SHUTDOWN_TIMEOUT = 8;
}
