import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { EXIT } from '../exit-codes.js';
import { stacksTable, warningLines } from '../stacks-report.js';
import { jsonDocument, stacksOnWire } from '../wire.js';

export function addStacksCommand(program: Command, context: CommandContext): void {
  program
    .command('stacks')
    .description('list the stacks that were found, and what runs of them')
    .option('--json', 'print one JSON document, as GET /api/stacks does')
    .action(async ({ json }: { readonly json?: true }) => {
      const { output } = context;
      const code = await context.withUseCases('ask', async ({ discoverStacks }) => {
        const found = await discoverStacks.execute();
        output.err(warningLines(found));
        output.out(json ? jsonDocument(stacksOnWire(found)) : stacksTable(found));
        return EXIT.success.code;
      });
      context.end(code);
    });
}
