import { type Command, Option } from 'commander';
import { JOB_STATUSES, type JobStatus } from '../../../../modules/jobs/index.js';
import type { CommandContext } from '../command-context.js';
import { EXIT } from '../exit-codes.js';
import { jobReport, jobTable } from '../job-report.js';
import { jobOnWire, jobWithMetricsOnWire, jsonDocument } from '../wire.js';
import { jobId, wholeNumber } from './arguments.js';
import { printLog } from './print-log.js';

interface ListOptions {
  readonly limit: number;
  readonly status?: JobStatus;
  readonly json?: true;
}

const MOST_JOBS = 200;
const DEFAULT_LIMIT = 20;

const EXAMPLES = `
Examples:
  stowage jobs --status failed
  stowage jobs show 12
  stowage jobs log 12 --follow
  stowage jobs cancel 12`;

export function addJobsCommand(program: Command, context: CommandContext): void {
  const jobs = program
    .command('jobs')
    .description('list jobs, newest first; look at one, or cancel it')
    .enablePositionalOptions()
    .option('--limit <n>', 'how many', wholeNumber(1, MOST_JOBS), DEFAULT_LIMIT)
    .addOption(new Option('--status <status>', 'only those').choices(JOB_STATUSES))
    .option('--json', 'print one JSON document, as GET /api/jobs does')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ListOptions) => list(context, options));
  jobs
    .command('show')
    .description('what became of a job and of each of its stacks')
    .argument('<id>', 'of the job', jobId)
    .option('--json', 'print one JSON document, as GET /api/jobs/{id} does')
    .action(async (id: number, { json }: { readonly json?: true }) => show(context, id, json ?? false));
  jobs
    .command('log')
    .description('the log of a job')
    .argument('<id>', 'of the job', jobId)
    .option('--follow', 'go on until the job has ended')
    .action(async (id: number, { follow }: { readonly follow?: true }) =>
      printLog(context, id, follow ?? false),
    );
  jobs
    .command('cancel')
    .description('end a job; what it stopped is put back')
    .argument('<id>', 'of the job', jobId)
    .action(async (id: number) => cancel(context, id));
}

async function list(context: CommandContext, { limit, status, json }: ListOptions): Promise<void> {
  const code = await context.withUseCases('ask', async ({ findJobs, config, clock }) => {
    const page = await findJobs.page({ limit, ...(status && { status }) });
    const document = { jobs: page.jobs.map(jobOnWire), nextCursor: page.nextCursor };
    context.output.out(json ? jsonDocument(document) : jobTable(page.jobs, config.timeZone, clock.now()));
    return EXIT.success.code;
  });
  context.end(code);
}

async function show(context: CommandContext, id: number, json: boolean): Promise<void> {
  const code = await context.withUseCases('ask', async ({ findJobs }) => {
    const job = await findJobs.byId(id);
    const metrics = await findJobs.metricsOf(id);
    context.output.out(json ? jsonDocument(jobWithMetricsOnWire(job, metrics)) : jobReport(job, metrics));
    return EXIT.success.code;
  });
  context.end(code);
}

async function cancel(context: CommandContext, id: number): Promise<void> {
  const code = await context.withUseCases('ask', async ({ cancelJob }) => {
    const { status } = await cancelJob.execute(id);
    const told =
      status === 'cancelled' ? 'is cancelled' : 'is told to end; what it stopped is being put back';
    context.output.out(`Job ${id} ${told}.\n`);
    return EXIT.success.code;
  });
  context.end(code);
}
