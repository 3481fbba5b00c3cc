import { realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf } from '../../../../kernel/errors.js';
import type { Stack, StackWarning } from '../../../../modules/stacks/index.js';
import { COMPOSE_FILE_NAMES, presentAmong } from './compose-file-names.js';
import { type DirectoryListing, type EntryKind, listDirectory } from './directory-listing.js';
import { hasCode } from './file-errors.js';

/** A directory that is a stack if it has a compose file. */
export interface Candidate extends Pick<Stack, 'name' | 'path' | 'root' | 'kind'> {
  /** 0: its name and its root are real. Higher: a symbolic link leads there, so better names may be known. */
  readonly detour: number;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly warnings: readonly StackWarning[];
}

const SKIPPED_NAMES = ['archives', 'tmp'];
// A wrong name is worse than a wrong root.
const LINKED_ROOT = 1;
const LINKED_NAME = 2;

/** `root` is absolute. The root itself and the directories one level below it. Never rejects. */
export async function candidatesIn(root: string): Promise<Candidates> {
  try {
    const path = await realpath(root);
    const listing = await listDirectory(path);
    const direct: Candidate = {
      name: basename(root),
      path,
      root,
      kind: 'direct',
      detour: rootDetour(path, root),
    };
    const rootIsStack = presentAmong(COMPOSE_FILE_NAMES, listing.entries).length > 0;
    const nested = await Promise.all(
      below(listing).map(([name, kind]) => nestedCandidate(root, path, name, kind)),
    );
    return {
      candidates: [direct, ...nested.flatMap(({ candidates }) => candidates)],
      // What lies in a stack is its data; that some of it leads nowhere is no concern of ours.
      warnings: rootIsStack
        ? []
        : [...unreadableNames(root, listing), ...nested.flatMap(({ warnings }) => warnings)],
    };
  } catch (error) {
    return { candidates: [], warnings: [rootWarning(root, error)] };
  }
}

const rootDetour = (path: string, root: string): number => (path === root ? 0 : LINKED_ROOT);

const below = ({ entries }: DirectoryListing): readonly (readonly [string, EntryKind])[] =>
  [...entries].filter(
    ([name, kind]) =>
      (kind === 'directory' || kind === 'link') && !name.startsWith('.') && !SKIPPED_NAMES.includes(name),
  );

async function nestedCandidate(
  root: string,
  realRoot: string,
  name: string,
  kind: EntryKind,
): Promise<Candidates> {
  const path = join(realRoot, name);
  const candidate: Candidate = { name, path, root, kind: 'nested', detour: rootDetour(realRoot, root) };
  if (kind === 'directory') return { candidates: [candidate], warnings: [] };
  try {
    const target = await realpath(path);
    const isDirectory = (await stat(target)).isDirectory();
    return {
      candidates: isDirectory ? [{ ...candidate, path: target, detour: candidate.detour + LINKED_NAME }] : [],
      warnings: [],
    };
  } catch (error) {
    return { candidates: [], warnings: [brokenLink(join(root, name), error)] };
  }
}

const unreadableNames = (root: string, listing: DirectoryListing): readonly StackWarning[] =>
  listing.unreadableNames.map((name) => ({
    code: 'name_not_utf8',
    path: root,
    message: `"${name}" in ${root} has a name that is not UTF-8, so it was skipped. Rename it if it is a stack.`,
  }));

const brokenLink = (path: string, error: unknown): StackWarning => ({
  code: 'broken_link',
  path,
  message:
    `${path} is a symbolic link that cannot be followed here (${messageOf(error)}). If a stack is behind it, make its ` +
    'target available too: in a container, mount the target under the same path.',
});

const rootWarning = (root: string, error: unknown): StackWarning =>
  hasCode(error, 'ENOENT')
    ? {
        code: 'root_missing',
        path: root,
        message: `The stack directory ${root} does not exist. Create it, or name the right ones in STACKS_DIRS.`,
      }
    : {
        code: 'root_unreadable',
        path: root,
        message: `The stack directory ${root} cannot be read: ${messageOf(error)}. Give Stowage access to it.`,
      };
