import fc from 'fast-check';
import { Environment } from './environment.js';
import { InvalidConfiguration } from './invalid-configuration.js';
import { loadConfig } from './load-config.js';

const VARIABLES = Object.keys(new Environment());

function complaintsAbout(variables: Record<string, string>): string {
  try {
    loadConfig(variables);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.message;
    throw error;
  }
  return 'no complaints';
}

describe('a wrong environment', () => {
  it.each([
    ['TZ', 'Mars/Olympus'],
    ['LOG_LEVEL', 'LOUD'],
    ['HOST', '0.0.0.0'],
    ['HOST', '::'],
    ['HOST', 'example.org'],
    ['HOST', '128.0.0.1'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PORT', ' '],
    ['DB_PORT', '0'],
    ['DATA_DIR', '/a\nb'],
    ['STACKS_DIRS', 'relative'],
    ['STACKS_DIRS', '/a:b'],
    ['STACKS_DIRS', ':'],
    ['DOCKER_HOST', 'tcp://10.0.0.1:2375'],
    ['DOCKER_HOST', 'ssh://host'],
    ['DOCKER_HOST', 'unix://relative'],
    ['IMAGE_PULL_POLICY', 'sometimes'],
    ['IMAGE_PULL_INACTIVITY_TIMEOUT', '-5'],
    ['JOB_CONCURRENCY', '0'],
    ['JOB_CONCURRENCY', '17'],
    ['WRITER_NICE', '20'],
    ['WRITER_IO_PRIORITY', 'high'],
    ['HEALTH_TIMEOUT', '0'],
    ['SHUTDOWN_TIMEOUT', 'soon'],
  ])('refuses %s=%j, showing the value, what it expects and an example', (variable, value) => {
    const message = complaintsAbout({ [variable]: value });
    expect(message).toContain(`${variable} is ${JSON.stringify(value)}: expected `);
    expect(message).toContain(`, for example ${variable}=`);
  });

  it.each([
    'mysql://u:hunter2@db/n',
    'postgres://u:hunter2@/n',
    'postgres://u:hunter2@db/n?sslmode=prefer',
    'postgres://u:hunter2@db/n?sslmode=__proto__',
    'postgres://u:hunter2@db/n?sslmode=require&sslmode=disable',
    'postgres://u:hunter2@db/n?password=hunter2',
    'postgres://u:hunter2@db/%zz',
    'postgres://u:12/hunter2@db/n#x',
    'hunter2',
  ])('refuses DATABASE_URL=%s without repeating it', (url) => {
    const message = complaintsAbout({ DATABASE_URL: url });
    expect(message).toContain(
      'DATABASE_URL is wrong (its value is not shown): expected a PostgreSQL address',
    );
    expect(message).not.toContain('hunter2');
  });

  it('refuses two descriptions of the database', () => {
    const message = complaintsAbout({ DATABASE_URL: 'postgres://db', DB_HOST: 'db' });
    expect(message).toContain('either DATABASE_URL or the DB_ variables, not both');
  });

  it('refuses half a description of the database', () => {
    expect(complaintsAbout({ DB_PASSWORD: 'hunter2' })).toContain(
      'DB_HOST is missing: expected the database host',
    );
  });

  it('names every wrong variable at once', () => {
    const message = complaintsAbout({ PORT: 'x', TZ: 'y', JOB_CONCURRENCY: 'z', HEALTH_TIMEOUT: '9' });
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(' ')[0]),
    ).toEqual(expect.arrayContaining(['PORT', 'TZ', 'JOB_CONCURRENCY']));
    expect(message).not.toContain('HEALTH_TIMEOUT');
  });

  it('shortens a value of absurd length', () => {
    expect(complaintsAbout({ TZ: 'x'.repeat(10_000) }).length).toBeLessThan(400);
  });

  const anyEnvironment = fc.dictionary(
    fc.constantFrom(...VARIABLES, '__proto__', 'constructor', 'PATH'),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.integer().map(String),
      fc.constantFrom('postgres://', '%', ':', ','),
    ),
  );

  it('throws InvalidConfiguration and nothing else', () => {
    fc.assert(
      fc.property(anyEnvironment, (variables) => typeof complaintsAbout(variables) === 'string'),
      { numRuns: 500 },
    );
  });

  it('never shows a password', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9/@:#?%]{8,20}$/).map((text) => `Zq7${text}`);
    fc.assert(
      fc.property(secret, anyEnvironment, (password, others) => {
        const message = complaintsAbout({
          ...others,
          PORT: 'wrong',
          DB_PASSWORD: password,
          DATABASE_URL: `postgres://u:${password}@h/n`,
        });
        expect(message).toContain('PORT');
        expect(message).not.toContain(password);
      }),
    );
  });
});
