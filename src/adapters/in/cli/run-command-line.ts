import { Command, CommanderError } from 'commander';
import { DomainError } from '../../../kernel/domain-error.js';
import type { CommandContext } from './command-context.js';
import { addBackupCommand } from './commands/backup.command.js';
import { addDoctorCommand } from './commands/doctor.command.js';
import { addJobsCommand } from './commands/jobs.command.js';
import { addStacksCommand } from './commands/stacks.command.js';
import { EXIT, type ExitCode, exitCodeOfError, exitCodesHelp } from './exit-codes.js';
import { printableLines } from './printable.js';

export interface CommandLine {
  /** Without the program and the script. */
  readonly args: readonly string[];
  readonly version: string;
}

/** Runs one command; what goes wrong is told on standard error. Never rejects. */
export async function runCommandLine(
  { args, version }: CommandLine,
  context: Omit<CommandContext, 'end'>,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.success.code;
  const program = programFor(version, { ...context, end: (ended) => (code = ended) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success.code : EXIT.usage.code;
    context.output.err(`${printableLines(wordsOf(error))}\n`);
    return exitCodeOfError(error);
  }
}

function programFor(version: string, context: CommandContext): Command {
  const { out, err, terminal } = context.output;
  const program = new Command('stowage')
    .description('Back up Docker Compose stacks, and always bring them back.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      ...(terminal && { getOutHelpWidth: () => terminal.columns }),
    })
    .showHelpAfterError('(--help tells more)')
    .enablePositionalOptions()
    .addHelpText('afterAll', `\n${exitCodesHelp()}`);
  addStacksCommand(program, context);
  addBackupCommand(program, context);
  addJobsCommand(program, context);
  addDoctorCommand(program, context);
  return program;
}

/** In words when we foresaw it; with a stack when we did not. */
function wordsOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
