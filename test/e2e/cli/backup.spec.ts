import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithDocker } from '../../support/docker/describe-with-docker.js';
import { IDLE, TEST_IMAGE } from '../../support/docker/test-image.js';
import { TestStack } from '../../support/docker/test-stack.js';
import { until } from '../../support/docker/until.js';
import { LockRival, lockHolderOf } from '../../support/service/lock-holders.js';
import { TestService } from '../../support/service/test-service.js';
import { RunningCommand, stowage } from './command.js';
import { Scratch } from './scratch.js';

/** Incompressible and more than zstd takes in at once, so that packing them at the highest level takes its time. */
const SLOW_FILES = 40;
const SLOW_BYTES = 4 * 1024 ** 2;
const SLOWLY = ['--format', 'tar.zst', '--level', '19'];

describeWithDocker('stowage backup', (socket) => {
  let scratch: Scratch;
  let slow: TestStack;
  beforeAll(async () => {
    scratch = await Scratch.make();
    await scratch.addStack('photos');
    const file = { services: { app: { image: TEST_IMAGE, command: IDLE } } };
    slow = await TestStack.write(socket, file, { parent: scratch.stacksDir });
    for (let index = 0; index < SLOW_FILES; index += 1) {
      await writeFile(join(slow.path, `blob-${index}`), randomBytes(SLOW_BYTES));
    }
    await slow.up();
  });
  afterAll(async () => {
    await slow.remove();
    await scratch.remove();
  });

  const run = (...args: readonly string[]) => stowage(args, scratch.variables(socket));
  const start = (...args: readonly string[]) => RunningCommand.start(args, scratch.variables(socket));
  const runs = async (): Promise<boolean> => (await slow.container('app')).state === 'running';

  it.each(['tar', 'tar.gz', 'tar.zst', 'folder'])('writes %s with its manifest', async (format) => {
    const { code, stdout } = await run('backup', 'photos', '--format', format, '--json');
    expect(code).toBe(0);
    const [{ archive_path: path }] = JSON.parse(stdout).metrics;
    expect(existsSync(path)).toBe(true);
    expect(JSON.parse(await readFile(`${path}.manifest.json`, 'utf8'))).toMatchObject({ format });
  });

  it('finds a stack by a path from here', async () => {
    const args = ['backup', join(scratch.stacksDir, 'photos/../photos/'), '--dry-run'];
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    expect(stdout).toContain('(dry run: nothing was changed)');
  });

  it('ends with 5 for an unknown stack, archive or job', async () => {
    expect(await run('backup', 'nowhere')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('There is no stack "nowhere".'),
    });
    expect(await run('backup', '--archive', 'nightly')).toMatchObject({
      code: 5,
      stderr: 'There is no archive "nightly". There are none yet.\n',
    });
    expect(await run('jobs', 'log', '4711')).toMatchObject({ code: 5, stderr: 'There is no job 4711.\n' });
  });

  it('without a terminal prints each line of the log, without control characters', async () => {
    const { stdout } = await run('backup', 'photos');
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO {4}Phase 0/);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
    const [, id = ''] = /Job (\d+): success/.exec(stdout) ?? [];
    const { stdout: log } = await run('jobs', 'log', id, '--follow');
    expect(stdout.startsWith(log)).toBe(true);
    expect((await run('jobs', '--limit', '1')).stdout).toMatch(new RegExp(`\n${id} +success +adhoc`));
  });

  it('on Ctrl-C cancels, waits until the stack is back, and ends with 4', async () => {
    const command = start('backup', slow.name, ...SLOWLY);
    await until('the stack to be down', async () => !(await runs()));
    command.signal('SIGINT');
    await until('the first Ctrl-C to be heard', () => command.stdout.includes('Cancelling job'));
    command.signal('SIGINT');
    command.signal('SIGTERM');
    const { code, stdout } = await command.end();
    expect(code).toBe(4);
    expect(stdout).toContain('what was stopped is being put back');
    expect(stdout).toMatch(/Job \d+: cancelled/);
    expect(stdout.match(/Cancelling job/g)).toHaveLength(1);
    expect(await runs()).toBe(true);
  });

  it('cancels too when somebody else locks its data directory, and ends with 69', async () => {
    const command = start('backup', slow.name, ...SLOWLY);
    await until('the stack to be down', async () => !(await runs()));
    const rival = await LockRival.queue(scratch.dataDir);
    process.kill(Number(await lockHolderOf(scratch.dataDir)), 'SIGKILL');
    const { code, stdout, stderr } = await command.end();
    await rival.leave();
    expect(code).toBe(69);
    expect(stdout).toMatch(/Job \d+: cancelled/);
    expect(stderr).toContain('another Stowage came first');
    expect(await runs()).toBe(true);
    expect((await run('jobs', '--status', 'running')).code).toBe(0); // ends the database that was left to the rival
  });

  it('on a terminal redraws a bar with a downtime clock, until Ctrl-C', async () => {
    const command = RunningCommand.startOnTerminal(
      ['backup', slow.name, ...SLOWLY],
      scratch.variables(socket),
    );
    await until('the clock to run', () => /down 0:0[2-9]/.test(command.stdout));
    await until('the bar to move', () => /\[#+-+\] +\d+%/.test(command.stdout), { seconds: 90 });
    command.pressControlC();
    const { code, stdout } = await command.end();
    expect(code).toBe(4);
    expect(await runs()).toBe(true);
    expect(stdout).not.toContain('Phase 1');
    const drawn = stdout
      .split('\u001b[2K')
      .map((text) => text.replaceAll('\u001b[1G', '').replaceAll('^C', ''));
    for (const line of drawn.filter((text) => text.includes('[1/1]'))) expect(line.length).toBeLessThan(80);
    expect(drawn.at(-1)).toMatch(/^✗ .*running again/);
  });

  describe('beside a service', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await TestService.prepare({ socket, stacksDirs: [scratch.stacksDir] }, scratch.dataDir);
      await service.start();
    });
    afterAll(() => service.stop());

    it('has the service run the job, and follows it', async () => {
      const { code, stdout } = await run('backup', 'photos');
      expect(code).toBe(0);
      const [, id = ''] = /Job (\d+): success/.exec(stdout) ?? [];
      expect((await service.job(Number(id))).job).toMatchObject({ status: 'success', triggered_by: 'cli' });
    });

    it('cancels it there on SIGTERM, and leaves the service and its database alone', async () => {
      const command = start('backup', slow.name, ...SLOWLY);
      await until('the stack to be down', async () => !(await runs()));
      command.signal('SIGTERM');
      expect((await command.end()).code).toBe(4);
      expect(await runs()).toBe(true);
      expect((await run('jobs', '--status', 'cancelled')).stdout).toContain('cancelled');
    });

    it('doctor sees the running database', async () => {
      expect((await run('doctor')).stdout).toMatch(
        /✓ Database +built-in PostgreSQL \d+, running \(process \d+\)/,
      );
    });
  });
});
