import { basename, dirname, isAbsolute, normalize, sep } from 'node:path';
import { WriterFailed, type CaptureRequest } from '../../../../modules/archives/index.js';
import type { ArchiveDirectory } from './archive-directory.js';

/** What of a stack is read, and under which name its members appear. */
export interface SourceSelection {
  /** The directory in which tar works. */
  readonly directory: string;
  /** Directories that are written without their contents. */
  readonly parents: readonly string[];
  readonly members: readonly string[];
  /** The archive directory, wherever it is seen within the stack: a backup must not swallow backups. */
  readonly excluded: readonly string[];
}

/** Members carry the stack's own name in front, so that unpacking in its parent directory brings it back. */
export async function selectForFile(
  request: CaptureRequest,
  archives: ArchiveDirectory,
): Promise<SourceSelection> {
  const name = basename(request.stackPath);
  return select(request, archives, dirname(request.stackPath), name);
}

/** Members are relative to the stack: its content lands directly in the folder. */
export async function selectForFolder(
  request: CaptureRequest,
  archives: ArchiveDirectory,
): Promise<SourceSelection> {
  return select(request, archives, request.stackPath, '.');
}

async function select(
  { stackPath, only }: Pick<CaptureRequest, 'stackPath' | 'only'>,
  archives: ArchiveDirectory,
  directory: string,
  prefix: string,
): Promise<SourceSelection> {
  const places = await archives.placesWithin(stackPath);
  const excluded = places.map((path) => `${prefix}/${path}`);
  if (only === null) return { directory, parents: [], members: [prefix], excluded };
  const chosen = only.map((path) => cleanPath(stackPath, path));
  const members = [...new Set(chosen)].filter((path) => !ancestors(path).some((dir) => chosen.includes(dir)));
  const parents = new Set(members.flatMap(ancestors));
  return {
    directory,
    parents: [prefix, ...[...parents].sort().map((path) => `${prefix}/${path}`)],
    members: members.map((path) => `${prefix}/${path}`),
    excluded,
  };
}

function cleanPath(stackPath: string, path: string): string {
  const clean = normalize(path).replace(/\/+$/, '');
  if (
    isAbsolute(clean) ||
    clean.split(sep)[0] === '..' ||
    ['', '.'].includes(clean) ||
    clean.includes('\0')
  ) {
    throw new WriterFailed(stackPath, `"${path}" does not lie within it`);
  }
  return clean;
}

/** Every directory above a relative path, outermost first. */
function ancestors(path: string): string[] {
  const segments = path.split(sep);
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join(sep));
}
