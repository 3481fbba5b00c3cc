import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The time after our own deadline in which connections may still close. */
const GRACE_SECONDS = 1;

/**
 * Ends the process in order on the first signal. More signals change nothing: whoever presses Ctrl-C twice still gets
 * the stacks back. When `stop` takes longer than `timeoutSeconds`, we leave; the journal then tells the next start
 * what is owed.
 */
export function stopOnSignals(stop: () => Promise<void>, timeoutSeconds: number): void {
  let stopping = false;
  const onSignal = (signal: (typeof SIGNALS)[number]): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`${signal}: putting stacks back, then stopping\n`);
    const late = setTimeout(
      () => {
        process.stderr.write(`Stopping took longer than ${timeoutSeconds} s; the next start completes it\n`);
        process.exit(1);
      },
      (timeoutSeconds + GRACE_SECONDS) * 1000,
    );
    stop().then(
      () => {
        clearTimeout(late);
        process.exit(0);
      },
      (error: unknown) => {
        process.stderr.write(`Stopping failed: ${String(error)}\n`);
        process.exit(128 + constants.signals[signal]);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
}
