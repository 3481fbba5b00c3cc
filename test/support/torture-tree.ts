import { execFile } from 'node:child_process';
import { chmod, chown, link, mkdir, open, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SPARSE_BYTES = 1024 ** 3;

/** Everything that a file system can hold and a careless backup loses. Needs root. */
export async function plantTortureTree(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await plantLinks(root);
  await plantSparseFile(root);
  await plantPermissions(root);
  await plantAttributes(root);
  await plantSpecialFiles(root);
  await plantNames(root);
  await plantLongPaths(root);
  await plantTimes(root);
  await writeFile(
    join(root, 'random'),
    Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251)),
  );
  await writeFile(join(root, 'empty'), '');
}

async function plantLinks(root: string): Promise<void> {
  await writeFile(join(root, 'linked'), 'one content, three names');
  await mkdir(join(root, 'links'));
  await link(join(root, 'linked'), join(root, 'links', 'second'));
  await link(join(root, 'linked'), join(root, 'a-first-name'));
  await symlink('linked', join(root, 'symlink'));
  await symlink('nowhere/at all', join(root, 'dangling'));
  await symlink('/etc/hostname', join(root, 'absolute-link'));
  await symlink('links', join(root, 'directory-link'));
  await symlink('../../../outside', join(root, 'links', 'upwards'));
}

async function plantSparseFile(root: string): Promise<void> {
  const file = await open(join(root, 'sparse'), 'w');
  await file.truncate(SPARSE_BYTES);
  await file.write('in the middle', SPARSE_BYTES / 2);
  await file.write('near the end', SPARSE_BYTES - 4096);
  await file.close();
  await writeFile(join(root, 'only-a-hole'), '');
  await truncate(join(root, 'only-a-hole'), 5_000_000);
}

async function plantPermissions(root: string): Promise<void> {
  const modes = { setuid: 0o4755, setgid: 0o2755, nothing: 0o000, 'read-only': 0o444 };
  for (const [name, mode] of Object.entries(modes)) {
    await writeFile(join(root, name), name);
    if (name !== 'setuid') await chown(join(root, name), 54321, 65432);
    await chmod(join(root, name), mode);
  }
  await mkdir(join(root, 'sticky'));
  await chmod(join(root, 'sticky'), 0o1777);
  await mkdir(join(root, 'empty-directory'));
  await chown(join(root, 'empty-directory'), 4_000_000_000, 3_999_999_999);
  await mkdir(join(root, 'read-only-directory'));
  await writeFile(join(root, 'read-only-directory', 'inside'), 'inside');
  await chmod(join(root, 'read-only-directory'), 0o555);
  await mkdir(join(root, 'shut'));
  await writeFile(join(root, 'shut', 'inside'), 'inside');
  await chmod(join(root, 'shut'), 0o000);
}

async function plantAttributes(root: string): Promise<void> {
  const file = join(root, 'attributes');
  await writeFile(file, 'attributes');
  await run('setfattr', ['-n', 'user.note', '-v', 'two\nlines = "quoted"', file]);
  await run('setfattr', ['-n', 'user.binary', '-v', '0x00ff0a3d00', file]);
  await run('setfattr', ['-n', 'trusted.overlay.opaque', '-v', 'y', file]);
  await run('setfattr', [
    '-n',
    'security.capability',
    '-v',
    '0x0100000200040000000000000000000000000000',
    file,
  ]);
  await run('setfacl', ['-m', 'u:12345:rwx,g:23456:r--', file]);
  const directory = join(root, 'default-acl');
  await mkdir(directory);
  await run('setfacl', ['-m', 'u:12345:r-x', '-d', '-m', 'u:12345:rwx,g::r-x', directory]);
  await run('setfattr', ['-n', 'user.on-directory', '-v', 'yes', directory]);
  await writeFile(join(directory, 'heir'), 'inherits');
  await run('setfacl', ['-m', 'u:4242:rwx', '-d', '-m', 'u:4242:rwx', root]);
}

async function plantSpecialFiles(root: string): Promise<void> {
  await run('mkfifo', ['-m', '640', join(root, 'fifo')]);
  await run('mknod', [join(root, 'device'), 'c', '1', '3']);
  await plantSocket(join(root, 'socket'));
}

/** A socket stays behind only when its server does not tidy up: rename it away first. */
async function plantSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.new`, resolve));
  await run('mv', [`${path}.new`, path]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function plantNames(root: string): Promise<void> {
  const names = [
    'new\nline',
    'tar: evil: file changed as we read it',
    'quote"and\'apostrophe',
    'back\\slash \\n \\101',
    '-leading-dash',
    '--checkpoint-action=exec=false',
    ' spaces  everywhere ',
    'a: Cannot open: Permission denied',
    'link to target -> else',
    '*?[a-z]{x}$HOME`id`',
    '\t\u0007control',
    '#comment',
    'größe-漢字-🎉',
    'x'.repeat(255),
  ].map((name) => Buffer.from(name));
  names.push(Buffer.from([0xff, 0xfe, 0x20, 0x80, 0x0a, 0xc3]), Buffer.from([0xe4, 0xf6, 0xfc]));
  const directory = Buffer.from(`${join(root, 'names')}/`);
  await mkdir(directory);
  for (const name of names) await writeFile(Buffer.concat([directory, name]), name);
  await symlink(Buffer.from([0x2d, 0xff, 0x0a]), Buffer.concat([directory, Buffer.from([0xfd])]));
  await mkdir(Buffer.concat([directory, Buffer.from('-dir\n\xff', 'latin1')]));
}

async function plantLongPaths(root: string): Promise<void> {
  const segments = Array.from({ length: 12 }, (_, index) => `${index}-${'d'.repeat(120)}`);
  const deep = join(root, ...segments);
  await mkdir(deep, { recursive: true });
  await writeFile(join(deep, 'deep'), 'deep');
  await symlink('t'.repeat(300), join(deep, 'long-target'));
  await link(join(deep, 'deep'), join(deep, `deep-${'l'.repeat(150)}`));
}

async function plantTimes(root: string): Promise<void> {
  const times = {
    nanoseconds: '2021-03-04 05:06:07.123456789 UTC',
    'before-1970': '1955-11-05 06:15:00.000000001 UTC',
    'far-future': '2300-01-01 00:00:00.999999999 UTC',
    epoch: '1970-01-01 00:00:00 UTC',
  };
  for (const [name, time] of Object.entries(times)) {
    await writeFile(join(root, name), name);
    await run('touch', ['-d', time, join(root, name)]);
  }
  await run('touch', ['-h', '-d', '2001-02-03 04:05:06.7 UTC', join(root, 'dangling')]);
  await utimes(join(root, 'links'), 1_000_000_000, 1_000_000_000);
  await run('touch', ['-d', '2011-11-11 11:11:11.111111111 UTC', root]);
}
