import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryLock } from '../../../src/adapters/out/filesystem/data-directory-lock.js';
import { untilTrue } from '../../support/postgres/eventually.js';
import { startKillableService } from '../../support/postgres/killable-service.js';
import { LockRival, lockHolderOf } from '../../support/service/lock-holders.js';

const NOW = new Date('2026-04-01T12:00:00Z');

describe('the lock of a data directory', () => {
  let dataDir: string;
  let rival: LockRival | null = null;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'stowage-lock-'));
    await chmod(dataDir, 0o711);
  });
  afterEach(() => rival?.leave());
  // A PostgreSQL that is killed with its service may still be writing its last.
  afterEach(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

  it('refuses the second one, naming the first, its address and the directory', async () => {
    const lock = await DataDirectoryLock.acquire(dataDir, NOW);
    const second = (): Promise<DataDirectoryLock> => DataDirectoryLock.acquire(dataDir, NOW, 0);
    await expect(second()).rejects.toThrow(`process ${process.pid}, still starting`);
    await lock.noteAddress('http://127.0.0.1:8080');
    await expect(second()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_IN_USE',
      message: expect.stringMatching(
        new RegExp(`${process.pid}.*http://127.0.0.1:8080.*${dataDir}`),
      ) as string,
    });
    await lock.release();
    await (await second()).release();
  });

  it('goes to exactly one of many that start at once', async () => {
    const attempts = await Promise.allSettled(
      [...Array(6)].map(() => DataDirectoryLock.acquire(dataDir, NOW, 300)),
    );
    const held = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  it('waits for a predecessor that is just ending', async () => {
    const lock = await DataDirectoryLock.acquire(dataDir, NOW);
    const next = DataDirectoryLock.acquire(dataDir, NOW);
    await lock.release();
    await (await next).release();
  });

  it('keeps the id of the instance over restarts, and gives each directory its own', async () => {
    const first = await DataDirectoryLock.acquire(dataDir, NOW);
    await first.release();
    const second = await DataDirectoryLock.acquire(dataDir, NOW);
    expect(second.instanceId).toBe(first.instanceId);
    expect(second.instanceId).toMatch(/^[0-9a-f-]{36}$/);
    const other = await DataDirectoryLock.acquire(join(dataDir, 'other'), NOW);
    expect(other.instanceId).not.toBe(first.instanceId);
    await second.release();
    await other.release();
  });

  it('is free after kill -9, with all files of the dead left behind', async () => {
    const service = await startKillableService(dataDir);
    expect(service.firstLine).toBe('ready');
    const refused = await startKillableService(dataDir);
    expect(refused.firstLine).toContain(`process ${service.child.pid}, at http://127.0.0.1:8080`);
    await service.kill();
    const next = await startKillableService(dataDir);
    expect(next.firstLine).toBe('ready');
    expect(JSON.parse(await readFile(join(dataDir, 'instance.json'), 'utf8'))).toMatchObject({
      pid: next.child.pid,
    });
    await next.kill();
    process.kill(
      Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]),
      'SIGINT',
    );
  });

  it('is taken again when the process that holds it is killed, however often', async () => {
    const lock = await DataDirectoryLock.acquire(dataDir, NOW);
    for (let time = 1; time <= 3; time += 1) await killHolder(dataDir);
    await expect(DataDirectoryLock.acquire(dataDir, NOW, 0)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_IN_USE',
    });
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
    expect(await lockHolderOf(dataDir)).toBeUndefined();
  });

  it('is free after a release in the moment in which it is taken again', async () => {
    const lock = await DataDirectoryLock.acquire(dataDir, NOW);
    const killed = await lockHolderOf(dataDir);
    process.kill(Number(killed), 'SIGKILL');
    while ((await lockHolderOf(dataDir)) === killed);
    await lock.release();
    expect(await lockHolderOf(dataDir)).toBeUndefined();
  });

  it('is lost when somebody else has it by then, and what is theirs is left alone', async () => {
    const lock = await DataDirectoryLock.acquire(dataDir, NOW);
    rival = await LockRival.queue(dataDir);
    const lost = once(lock.lost, 'abort');
    process.kill(Number(await lockHolderOf(dataDir)), 'SIGKILL');
    await lost;
    expect(lock.lost.reason).toMatchObject({
      code: 'DATA_DIRECTORY_LOST',
      message: expect.stringContaining(`${dataDir} was killed, and another Stowage came first`) as string,
    });
    await writeFile(join(dataDir, 'instance.json'), 'of the rival');
    await lock.noteAddress('http://127.0.0.1:8080');
    await lock.release();
    expect(await readFile(join(dataDir, 'instance.json'), 'utf8')).toBe('of the rival');
  });

  it('says what is wrong with a directory that cannot be made', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const attempt = DataDirectoryLock.acquire(join(dataDir, 'file/below'), NOW);
    await expect(attempt).rejects.toThrow(/cannot be used: .*ENOTDIR.*set DATA_DIR/);
  });
});

/** Resolves when another process holds it. */
async function killHolder(dataDir: string): Promise<void> {
  const killed = await lockHolderOf(dataDir);
  process.kill(Number(killed), 'SIGKILL');
  await untilTrue('another process to hold it', async () => {
    const now = await lockHolderOf(dataDir);
    return now !== undefined && now !== killed;
  });
}
