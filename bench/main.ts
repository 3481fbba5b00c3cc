import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureDiscovery } from './discovery.js';
import { measureDowntime } from './downtime.js';
import { measureJobList } from './job-list.js';
import { measureJobLog } from './job-log.js';
import { measureMemory } from './memory.js';
import { type Findings, seconds } from './support/figure.js';
import { timed } from './support/interleave.js';
import { describeMachine } from './support/machine.js';
import { composeReport, missed } from './support/report.js';
import { Workshop } from './support/workshop.js';
import { measureWriting } from './writing.js';

const GROUPS: Readonly<Record<string, (workshop: Workshop) => Promise<Findings>>> = {
  writing: measureWriting,
  downtime: measureDowntime,
  memory: measureMemory,
  'job-log': measureJobLog,
  discovery: measureDiscovery,
  'job-list': measureJobList,
};

/** Prints the results, and writes them down when they are complete. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !(name in GROUPS));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. There is ${Object.keys(GROUPS).join(', ')}.`);
  const report = await measure(wanted);
  process.stdout.write(`\n${report.text}`);
  if (wanted.length === 0) await writeFile(join(import.meta.dirname, 'RESULTS.md'), report.text);
  for (const what of report.missed) process.stderr.write(`missed: ${what}\n`);
  if (report.missed.length > 0) process.exitCode = 1;
}

async function measure(
  wanted: readonly string[],
): Promise<{ readonly text: string; readonly missed: readonly string[] }> {
  const workshop = await Workshop.open();
  const interrupt = (): void => void workshop.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const machine = await describeMachine(workshop.socket);
    const findings: Findings[] = [];
    for (const [name, group] of Object.entries(GROUPS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      process.stdout.write(`Measuring ${name} … `);
      const time = await timed(async () => findings.push(await group(workshop)));
      process.stdout.write(`${seconds(time)}\n`);
    }
    return { text: composeReport(machine, findings, new Date()), missed: missed(findings) };
  } finally {
    await workshop.close();
  }
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
