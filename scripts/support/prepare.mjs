import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { must } from './run.mjs';

export const ROOT = resolve(import.meta.dirname, '../..');

const INSTALLED = join(ROOT, 'node_modules/.package-lock.json');
const BUILT = join(ROOT, 'dist/.built');
const BUILT_FROM = ['src', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Installs the dependencies unless they are there and as new as the lock file. */
export async function install() {
  if (isUpToDate(INSTALLED, ['package.json', 'package-lock.json'])) return;
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms.
  // Errors only: what the build tool brings along warns of Node 20, on which it works and is tested.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await must('npm', ['install', '--no-save', '--include=dev', ...quiet]);
  utimesSync(INSTALLED, new Date(), new Date());
}

/** Builds unless that was done since the last change of a source. */
export async function build() {
  if (isUpToDate(BUILT, [...BUILT_FROM, 'node_modules/.package-lock.json'])) return;
  await must('npm', ['run', '--silent', 'build']);
  writeFileSync(BUILT, '');
}

function isUpToDate(result, sources) {
  return (
    existsSync(result) && sources.every((source) => newest(join(ROOT, source)) <= statSync(result).mtimeMs)
  );
}

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
