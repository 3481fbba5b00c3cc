import { readFile } from 'node:fs/promises';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { docker } from '../../test/support/docker/docker-cli.js';
import { run } from '../../test/support/docker/run.js';

/** What the figures depend on, without the machine's name. */
export async function describeMachine(socket: string): Promise<readonly string[]> {
  const firstLine = async (program: string): Promise<string> =>
    (await run(program, ['--version'])).split('\n')[0] ?? '';
  return [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `files on ${await run('stat', ['-f', '-c', '%T', tmpdir()])}, Linux ${release()}`,
    `Node.js ${process.version}, ${await firstLine('tar')}, ${await zstdVersion()}`,
    `Docker ${await docker(socket, 'version', '--format', '{{.Server.Version}}')}, Compose ${await docker(socket, 'compose', 'version', '--short')}`,
    `load at the start: ${(await readFile('/proc/loadavg', 'utf8')).split(' ')[0]}`,
  ];
}

async function zstdVersion(): Promise<string> {
  return `zstd ${/v[\d.]+/.exec(await run('zstd', ['--version']))?.[0]}`;
}
