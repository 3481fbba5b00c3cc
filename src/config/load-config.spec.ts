import { resolve } from 'node:path';
import type { AppConfig } from './app-config.js';
import { loadConfig } from './load-config.js';

describe('loadConfig', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig({})).toEqual({
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      logLevel: 'INFO',
      host: '127.0.0.1',
      port: 8080,
      database: { kind: 'embedded' },
      dataDir: resolve('data'),
      archivesDir: resolve('data/archives'),
      logDir: resolve('data/logs'),
      downloadsDir: resolve('data/downloads'),
      stacksDirs: ['/opt/stacks'],
      dockerSocket: '/var/run/docker.sock',
      settings: { skipStop: [], imagePullPolicy: 'never', imagePullInactivityTimeout: 300 },
      jobConcurrency: 1,
      writerNice: 10,
      writerIoPriority: 'low',
      healthTimeout: 120,
      shutdownTimeout: 8,
    } satisfies AppConfig);
  });

  it('reads the real environment when given none', () => {
    expect(loadConfig().host).toBe('127.0.0.1');
  });

  it.each<[Record<string, string>, Partial<AppConfig>]>([
    [{ TZ: 'Europe/Berlin' }, { timeZone: 'Europe/Berlin' }],
    [{ LOG_LEVEL: 'warning' }, { logLevel: 'WARNING' }],
    [
      { HOST: 'localhost', PORT: '0' },
      { host: 'localhost', port: 0 },
    ],
    [{ HOST: '127.1.2.3' }, { host: '127.1.2.3' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ PORT: '65535' }, { port: 65535 }],
    [{ DATA_DIR: '/d' }, { archivesDir: '/d/archives', logDir: '/d/logs', downloadsDir: '/d/downloads' }],
    [
      { ARCHIVES_DIR: '/a', LOG_DIR: '/l/', DOWNLOADS_DIR: '/x/../y' },
      { archivesDir: '/a', logDir: '/l', downloadsDir: '/y' },
    ],
    [{ STACKS_DIRS: '/a::/b/:/a' }, { stacksDirs: ['/a', '/b'] }],
    [{ DOCKER_HOST: 'unix:///run/user/1000/docker.sock' }, { dockerSocket: '/run/user/1000/docker.sock' }],
    [
      { SKIP_STOP: ' dns, /opt/stacks/proxy ,' },
      {
        settings: {
          skipStop: ['dns', '/opt/stacks/proxy'],
          imagePullPolicy: 'never',
          imagePullInactivityTimeout: 300,
        },
      },
    ],
    [
      { IMAGE_PULL_POLICY: 'always', IMAGE_PULL_INACTIVITY_TIMEOUT: '0' },
      { settings: { skipStop: [], imagePullPolicy: 'always', imagePullInactivityTimeout: 0 } },
    ],
    [
      { JOB_CONCURRENCY: '16', WRITER_NICE: '0' },
      { jobConcurrency: 16, writerNice: 0 },
    ],
    [
      { WRITER_IO_PRIORITY: 'idle', HEALTH_TIMEOUT: '5' },
      { writerIoPriority: 'idle', healthTimeout: 5 },
    ],
    [{ SHUTDOWN_TIMEOUT: '60' }, { shutdownTimeout: 60 }],
    [
      { PORT: '', HOST: '', DATABASE_URL: '', TZ: '' },
      { port: 8080, host: '127.0.0.1' },
    ],
    [{ UNKNOWN: 'x', __proto__: 'y' }, { port: 8080 }],
  ])('%j', (variables, expected) => {
    expect(loadConfig(variables)).toMatchObject(expected);
  });

  const database = {
    kind: 'external',
    host: 'db',
    port: 5432,
    user: 'stowage',
    password: '',
    name: 'stowage',
    tls: false,
  };

  it.each<[Record<string, string>, object]>([
    [{ DB_HOST: 'db' }, {}],
    [
      { DB_HOST: 'db', DB_PORT: '6', DB_USER: 'u', DB_PASSWORD: ' p ', DB_NAME: 'n' },
      { port: 6, user: 'u', password: ' p ', name: 'n' },
    ],
    [{ DB_HOST: '/run/postgresql' }, { host: '/run/postgresql' }],
    [{ DATABASE_URL: 'postgres://db' }, {}],
    [
      { DATABASE_URL: 'postgresql://u:p%40%2F@db:6/n?sslmode=require' },
      { user: 'u', password: 'p@/', port: 6, name: 'n', tls: true },
    ],
    [{ DATABASE_URL: 'postgres://[::1]/n?sslmode=disable' }, { host: '::1', name: 'n' }],
    [{ DATABASE_URL: 'postgres://%2Frun%2Fpostgresql/n' }, { host: '/run/postgresql', name: 'n' }],
    [{ DATABASE_URL: 'postgres://db?sslmode=verify-full' }, { tls: true }],
  ])('database from %j', (variables, expected) => {
    expect(loadConfig(variables).database).toEqual({ ...database, ...expected });
  });
});
