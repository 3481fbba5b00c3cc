import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from './docker-cli.js';
import { run } from './run.js';

/** A static busybox with all its applets: no registry is needed to make it. */
export const TEST_IMAGE = 'stowage-test/busybox:1';

/** Runs until it is asked to end, and then ends at once with code 0. `$$` is Compose's way to write a `$`. */
export const IDLE: readonly string[] = [
  'sh',
  '-c',
  "trap 'exit 0' TERM; touch /tmp/ready; while :; do sleep 3600 & wait $$!; done",
];

/** Passes once the command of IDLE has set its trap. */
export const READY_CHECK = {
  test: ['CMD', 'test', '-f', '/tmp/ready'],
  interval: '200ms',
  timeout: '2s',
  retries: 50,
} as const;

/** Makes the image, under another tag too if need be. */
export async function buildTestImage(socket: string, image: string = TEST_IMAGE): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'stowage-image-'));
  try {
    const archive = join(work, 'root.tar');
    await archiveRootDirectory(join(work, 'root'), archive);
    await docker(socket, 'import', '--change', 'CMD ["sh"]', archive, image);
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Writes a tar of the image's root directory. */
export async function archiveRootDirectory(root: string, archive: string): Promise<void> {
  for (const directory of ['bin', 'etc', 'tmp', 'www'])
    await mkdir(join(root, directory), { recursive: true });
  await copyFile('/bin/busybox', join(root, 'bin/busybox'));
  const applets = (await run('/bin/busybox', ['--list'])).split('\n').filter((name) => name !== 'busybox');
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet));
  await run('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '-C', root, '-cf', archive, '.']);
}
