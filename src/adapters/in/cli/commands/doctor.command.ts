import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { doctorReport } from '../doctor-report.js';
import { EXIT } from '../exit-codes.js';
import { jsonDocument } from '../wire.js';

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('check everything that backups need, and say what to do about what is missing')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nWorks also when the configuration, the engine or the database is broken.')
    .action(async ({ json }: { readonly json?: true }) => {
      const findings = await context.diagnose();
      context.output.out(json ? jsonDocument({ findings }) : doctorReport(findings));
      const failed = findings.some(({ verdict }) => verdict === 'problem');
      context.end(failed ? EXIT.failed.code : EXIT.success.code);
    });
}
