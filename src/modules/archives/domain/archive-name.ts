import { AD_HOC_ARCHIVE_NAME } from './archive.js';

/** In UTF-8, so that log file names made from it stay below 255 bytes. */
const MAX_BYTES = 150;

/** Control, format (bidi, zero width), surrogate and line separator characters have no place in a directory's name. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Why `name` cannot be the name of an archive, and so of a directory; null when it can. */
export function archiveNameProblem(name: string): string | null {
  if (name.trim() === '') return 'must not be empty';
  if (name !== name.trim()) return 'must not begin or end with white space';
  if (/[/\\]/.test(name) || UNPRINTABLE.test(name)) {
    return 'must not contain slashes, backslashes, control or invisible characters';
  }
  if (name.startsWith('.')) return 'must not begin with a dot';
  if (byteLength(name) > MAX_BYTES) return `must be at most ${MAX_BYTES} bytes long`;
  if (name.toLowerCase() === AD_HOC_ARCHIVE_NAME) return 'is reserved for backups without an archive';
  return null;
}

/** Of the UTF-8 form. */
const byteLength = (text: string): number => encodeURIComponent(text).replace(/%../g, '_').length;
