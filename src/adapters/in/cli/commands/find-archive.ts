import { DomainError } from '../../../../kernel/domain-error.js';
import type { Archive, FindArchives } from '../../../../modules/archives/index.js';

export class NoSuchArchive extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'ARCHIVE_NOT_FOUND';
  constructor(reference: string, names: readonly string[]) {
    const known = names.length === 0 ? 'There are none yet.' : `There are: ${names.join(', ')}.`;
    super(`There is no archive "${reference}". ${known}`);
  }
}

/** By its name, else by its id: an archive may be called "7". @throws NoSuchArchive */
export async function findArchive(archives: Pick<FindArchives, 'all'>, reference: string): Promise<Archive> {
  const all = await archives.all();
  const wanted = reference.toLowerCase();
  const found =
    all.find(({ name }) => name.toLowerCase() === wanted) ?? all.find(({ id }) => String(id) === reference);
  if (found) return found;
  throw new NoSuchArchive(
    reference,
    all.map(({ name }) => name),
  );
}
