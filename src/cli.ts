#!/usr/bin/env node
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { finishWaitingJobs } from './adapters/in/cli/finish-waiting-jobs.js';
import { processOutput } from './adapters/in/cli/output.js';
import { runCommandLine } from './adapters/in/cli/run-command-line.js';
import { SystemClock } from './adapters/out/system/system-clock.js';
import { checksOfConfiguration, checksOfMachine } from './cli-checks.js';
import { CliSession } from './cli-session.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig } from './config/load-config.js';
import { messageOf } from './kernel/errors.js';
import { alwaysRelease } from './kernel/settle.js';
import { Diagnose, type NamedFinding, ok, problem } from './modules/diagnosis/index.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first signal is heard. Further ones change nothing while jobs may run here, so that what was stopped is always put
 * back; otherwise the second one ends a command that hangs.
 */
class Interruption {
  readonly #controller = new AbortController();
  jobsMayRun = false;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, () => this.#hear(constants.signals[signal]));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What `lost` says is heard as a signal would be. */
  alsoWhen(lost: AbortSignal): void {
    const hear = (): void => this.#controller.abort();
    if (lost.aborted) hear();
    else lost.addEventListener('abort', hear, { once: true });
  }

  #hear(number: number): void {
    if (this.signal.aborted && !this.jobsMayRun) process.exit(128 + number);
    this.#controller.abort();
  }
}

async function diagnose(): Promise<readonly NamedFinding[]> {
  const configuration = { name: 'Configuration' };
  let config: AppConfig;
  try {
    config = loadConfig();
  } catch (error) {
    const wrong = problem(
      messageOf(error),
      'Correct these variables; what depends on them was not looked at.',
    );
    return [
      { ...configuration, ...wrong },
      ...(await new Diagnose(checksOfMachine(), new SystemClock()).execute()),
    ];
  }
  const checks = [...checksOfConfiguration(config), ...checksOfMachine()];
  return [{ ...configuration, ...ok('valid') }, ...(await new Diagnose(checks, new SystemClock()).execute())];
}

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };
const output = processOutput();
const interruption = new Interruption();

const code = await runCommandLine(
  { args: process.argv.slice(2), version },
  {
    output,
    interrupted: interruption.signal,
    diagnose,
    async withUseCases(purpose, work) {
      interruption.jobsMayRun = purpose === 'work';
      const session = await CliSession.open(loadConfig(), purpose);
      interruption.alsoWhen(session.lost);
      return alwaysRelease(
        async () => {
          const code = await work(session.useCases);
          if (session.worksAlone) await finishWaitingJobs(session.useCases, output, interruption.signal);
          session.lost.throwIfAborted();
          return code;
        },
        () => session.close(),
      );
    },
  },
);
process.exitCode = code;
