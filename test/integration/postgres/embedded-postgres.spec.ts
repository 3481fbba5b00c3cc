import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  EmbeddedPostgres,
  type ServerAddress,
} from '../../../src/adapters/out/embedded-postgres/embedded-postgres.js';
import { isServerOn } from '../../../src/adapters/out/embedded-postgres/postmaster-file.js';
import { eventually, untilTrue } from '../../support/postgres/eventually.js';
import { startKillableService } from '../../support/postgres/killable-service.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('the built-in PostgreSQL', () => {
  let root: string;
  let servers: EmbeddedPostgres[];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stowage-embedded-'));
    await chmod(root, 0o711);
    servers = [];
  });

  afterEach(async () => {
    for (const server of servers) await server.stop();
    await rm(root, { recursive: true, force: true });
  });

  const start = async (
    dataDir = join(root, 'data'),
  ): Promise<{ address: ServerAddress; server: EmbeddedPostgres }> => {
    const server = new EmbeddedPostgres({ dataDir });
    const address = await server.start();
    servers.push(server);
    return { address, server };
  };

  it('keeps what was written over an orderly stop', async () => {
    const first = await start();
    await query(first.address, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.server.stop();
    const second = await start();
    expect(await query(second.address, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
    expect(await query(second.address, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('closes its socket to everybody else', async () => {
    const { address } = await start();
    expect((await stat(address.host)).mode & 0o777).toBe(0o700);
    expect(await query(address, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  it('takes over the server that a killed predecessor left running, and stops it in the end', async () => {
    const dataDir = join(root, 'data');
    const predecessor = await startKillableService(dataDir);
    expect(predecessor.firstLine).toBe('ready');
    const pid = await pidIn(dataDir);
    await predecessor.kill();
    const { address, server } = await start(dataDir);
    expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await pidIn(dataDir)).toBe(pid);
    await server.stop();
    expect(await isServerOn(join(dataDir, 'postgres'), pid)).toBe(false);
  });

  it('starts a server anew when the one it took over was killed', async () => {
    const dataDir = join(root, 'data');
    const predecessor = await startKillableService(dataDir);
    await predecessor.kill();
    const { address } = await start(dataDir);
    const pid = await pidIn(dataDir);
    process.kill(pid, 'SIGKILL');
    await untilTrue('the restart', () => isOfAnother(dataDir, pid));
    const rows = await eventually('an answer', async () =>
      query(address, 'SELECT 1 AS one').catch(() => null),
    );
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('starts again by itself when it was killed', async () => {
    const dataDir = join(root, 'data');
    const { address } = await start(dataDir);
    await query(address, 'CREATE TABLE kept AS SELECT 7 AS number');
    const pid = await pidIn(dataDir);
    process.kill(pid, 'SIGKILL');
    const rows = await eventually('the restart', async () =>
      query(address, 'SELECT number FROM kept').catch(() => null),
    );
    expect(rows).toEqual([{ number: 7 }]);
    expect(await pidIn(dataDir)).not.toBe(pid);
  });

  it('starts although the process id of a crashed server is in use by another program of its user', async () => {
    const dataDir = join(root, 'data');
    const { server } = await start(dataDir);
    await server.stop();
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    const other = spawn('sleep', ['600'], { uid, gid, detached: true, stdio: 'ignore' });
    await once(other, 'spawn');
    const stale = `${other.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n/nowhere\n\n  1 1\nready   \n`;
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), stale);
    const { address } = await start(dataDir);
    expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    other.kill('SIGKILL');
  });

  it('begins anew after a crash in the middle of making the database', async () => {
    const unfinished = join(root, 'data/postgres.new');
    await mkdir(unfinished, { recursive: true });
    await chmod(join(root, 'data'), 0o711);
    await writeFile(join(unfinished, 'PG_VERSION'), '18\n');
    const { address } = await start();
    expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(lstat(unfinished)).rejects.toThrow('ENOENT');
  });

  it('finds a place for its socket when the data directory has a long name, and a comma in it', async () => {
    const { address } = await start(join(root, `with,comma-${'x'.repeat(100)}`));
    expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await rm(address.host, { recursive: true, force: true });
    const comma = await start(join(root, 'with,comma'));
    expect(comma.address.host).toBe(join(root, 'with,comma/postgres.run'));
  });

  it('does not overwrite a directory that it does not know', async () => {
    await mkdir(join(root, 'data/postgres'), { recursive: true });
    await chmod(join(root, 'data'), 0o711);
    await writeFile(join(root, 'data/postgres/precious'), 'yes');
    await expect(start()).rejects.toThrow(/not empty.*Move what is there elsewhere/);
    expect(await readFile(join(root, 'data/postgres/precious'), 'utf8')).toBe('yes');
  });

  it('refuses the data of another version and says which', async () => {
    const { server } = await start();
    await server.stop();
    await writeFile(join(root, 'data/postgres/PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 12.*pg_dump/);
  });

  it('says what the server said when it does not start', async () => {
    const { server } = await start();
    await server.stop();
    await writeFile(join(root, 'data/postgres/postgresql.auto.conf'), "wal_level = 'nonsense'\n");
    await expect(start()).rejects.toThrow(/invalid value for parameter "wal_level".*postgres\.log/s);
  });

  asRoot('names the directory that its user may not enter', async () => {
    await chmod(root, 0o700);
    await expect(start()).rejects.toThrow(`chmod o+x '${root}'`);
  });
});

async function query({ host, port, user, name }: ServerAddress, sql: string): Promise<unknown[]> {
  const client = new Client({ host, port, user, database: name });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** Between two servers there is no such file. */
const isOfAnother = (dataDir: string, pid: number): Promise<boolean> =>
  pidIn(dataDir).then(
    (now) => now !== pid,
    () => false,
  );

async function pidIn(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}
