import { type Command, Option } from 'commander';
import { COMPRESSION, OUTPUT_FORMATS, type OutputFormat } from '../../../../modules/archives/index.js';
import type { CommandContext } from '../command-context.js';
import { wholeNumber } from './arguments.js';
import { runBackup } from './run-backup.js';

export interface BackupOptions {
  readonly archive?: string;
  readonly format: OutputFormat;
  readonly level?: number;
  readonly stop: boolean;
  readonly data: boolean;
  readonly dryRun: boolean;
  readonly verbose?: true;
  readonly json?: true;
}

const HIGHEST_LEVEL = Math.max(...OUTPUT_FORMATS.map((format) => COMPRESSION[format]?.max ?? 0));
/** What an archive has decided already. */
const DECIDED_BY_ARCHIVE = ['format', 'level', 'stop', 'data'];

const EXAMPLES = `
Examples:
  stowage backup photos wiki
  stowage backup /opt/stacks/photos --format tar.gz --level 9
  stowage backup photos --dry-run
  stowage backup --archive nightly

Stacks that run are stopped while they are read, and put back as they were.
Ctrl-C cancels the job; the command ends when the stacks are back.`;

export function addBackupCommand(program: Command, context: CommandContext): void {
  program
    .command('backup')
    .description('back up stacks now, or run an archive')
    .argument('[stack...]', 'names or paths of stacks')
    .option('--archive <name|id>', 'run this archive instead')
    .addOption(new Option('--format <format>', 'of the backup').choices(OUTPUT_FORMATS).default('tar.zst'))
    .option('--level <n>', 'compression: gzip 1 to 9, zstd 1 to 19', wholeNumber(1, HIGHEST_LEVEL))
    .option('--no-stop', 'do not stop what runs: the backup may be torn')
    .option('--no-data', 'only compose files and what they refer to')
    .option('--dry-run', 'change nothing; tell what would happen', false)
    .option('--verbose', 'on a terminal: show the whole log')
    .option('--json', 'print one JSON document at the end, as GET /api/jobs/{id} does')
    .addHelpText('after', EXAMPLES)
    .action(async (stacks: readonly string[], options: BackupOptions, command: Command) => {
      refuseContradictions(stacks, options, command);
      context.end(
        await context.withUseCases('work', (useCases) => runBackup(useCases, context, stacks, options)),
      );
    });
}

function refuseContradictions(
  stacks: readonly string[],
  { archive, format, level }: BackupOptions,
  command: Command,
): void {
  const given = DECIDED_BY_ARCHIVE.filter((name) => command.getOptionValueSource(name) === 'cli');
  if (archive === undefined && stacks.length === 0) {
    command.error('error: name at least one stack, or an archive with --archive');
  }
  if (archive !== undefined && (stacks.length > 0 || given.length > 0)) {
    command.error(
      'error: an archive names its stacks and options itself; with --archive only --dry-run is possible',
    );
  }
  if (level !== undefined) refuseLevel(format, level, command);
}

function refuseLevel(format: OutputFormat, level: number, command: Command): void {
  const range = COMPRESSION[format];
  if (range === null) return command.error(`error: ${format} does not compress, so it has no --level`);
  if (level < range.min || level > range.max) {
    command.error(`error: the --level of ${format} must be from ${range.min} to ${range.max}`);
  }
}
