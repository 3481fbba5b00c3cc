import type { SourceSelection } from './source-selection.js';

/** Writes of 64 KiB: with tar's own 10 KiB it needs up to a third longer. */
const BLOCKING = '--blocking-factor=128';

const PRESERVING = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--acls', '--sparse'];

/** The archive goes to standard output, all that is said to standard error, in the order in which it happens. */
export function createCommand(selection: SourceSelection, compressor: string | null): readonly string[] {
  const { directory, excluded, parents, members } = selection;
  return [
    'tar',
    '--create',
    '--format=posix',
    // Members are the same whenever and by whichever process they are written.
    '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime',
    ...PRESERVING,
    BLOCKING,
    '--quoting-style=escape',
    '-vv',
    '--totals',
    '--file=-',
    ...(compressor === null ? [] : [`--use-compress-program=${compressor}`]),
    `--directory=${directory}`,
    '--no-unquote',
    '--anchored',
    '--no-wildcards',
    ...excluded.map((path) => `--exclude=${path}`),
    '--no-recursion',
    ...parents.map((path) => `--add-file=${path}`),
    '--recursion',
    ...members.map((path) => `--add-file=${path}`),
  ];
}

/** Unpacks standard input into `directory`, the attributes of which become those of the member `.`. */
export const extractCommand = (directory: string): readonly string[] => [
  'tar',
  '--extract',
  '--same-owner',
  '--preserve-permissions',
  '--delay-directory-restore',
  // A file from the future is none of our business.
  '--warning=no-timestamp',
  ...PRESERVING,
  BLOCKING,
  '--file=-',
  `--directory=${directory}`,
];
