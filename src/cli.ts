#!/usr/bin/env node
import 'reflect-metadata';
import { createRequire } from 'node:module';
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

/** The first signal is heard; further ones change nothing, so that what was stopped is always put back. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => controller.abort());
  return controller.signal;
}

async function diagnose(): Promise<readonly NamedFinding[]> {
  const configuration = { name: 'Configuration' };
  let config: AppConfig;
  try {
    config = loadConfig();
  } catch (error) {
    const wrong = problem(messageOf(error), 'Correct these variables; what depends on them was not looked at.');
    return [{ ...configuration, ...wrong }, ...(await new Diagnose(checksOfMachine(), new SystemClock()).execute())];
  }
  const checks = [...checksOfConfiguration(config), ...checksOfMachine()];
  return [{ ...configuration, ...ok('valid') }, ...(await new Diagnose(checks, new SystemClock()).execute())];
}

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };
const output = processOutput();
const interrupted = interruption();

const code = await runCommandLine(
  { args: process.argv.slice(2), version },
  {
    output,
    interrupted,
    diagnose,
    async withUseCases(purpose, work) {
      const session = await CliSession.open(loadConfig(), purpose);
      return alwaysRelease(
        () => work(session.useCases),
        () => session.close(),
      );
    },
  },
);
process.exitCode = code;
