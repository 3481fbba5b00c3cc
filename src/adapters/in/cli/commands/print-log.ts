import { logLineText } from '../../../../modules/jobs/index.js';
import type { CommandContext } from '../command-context.js';
import { EXIT } from '../exit-codes.js';

/** The log so far; with `follow`, until the job has ended or nobody listens any more. */
export async function printLog(context: CommandContext, id: number, follow: boolean): Promise<void> {
  const { output, interrupted } = context;
  const enough = AbortSignal.any([interrupted, output.readerLeft]);
  const code = await context.withUseCases('ask', async ({ tailJobLog, followJob, config: { timeZone } }) => {
    if (follow) {
      for await (const event of followJob.execute(id, 0, enough)) {
        if (event.type === 'log') output.out(logLineText(event.line, timeZone));
      }
      return EXIT.success.code;
    }
    for await (const lines of tailJobLog.pages(id)) {
      if (enough.aborted) break;
      output.out(lines.map((line) => logLineText(line, timeZone)).join(''));
    }
    return EXIT.success.code;
  });
  context.end(code);
}
