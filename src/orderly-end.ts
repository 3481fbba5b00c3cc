import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The time after our own deadline in which connections may still close. */
const GRACE_SECONDS = 1;

interface ExitCodes {
  readonly stopped: number;
  readonly failed: number;
}

/**
 * Ends the process in order. The first cause counts, more of them change nothing: whoever presses Ctrl-C twice still
 * gets the stacks back. When `stop` takes longer than `timeoutSeconds`, we leave; the journal then tells the next start
 * what is owed.
 */
export class OrderlyEnd {
  #begun = false;

  constructor(
    private readonly stop: () => Promise<void>,
    private readonly timeoutSeconds: number,
  ) {}

  onSignals(): void {
    for (const signal of SIGNALS) {
      const codes = { stopped: 0, failed: 128 + constants.signals[signal] };
      process.on(signal, () => this.#begin(signal, codes));
    }
  }

  /** Because going on would do harm; the reason is an error that was told already. */
  onAbort(signal: AbortSignal): void {
    const begin = (): void => this.#begin((signal.reason as Error).name, { stopped: 1, failed: 1 });
    if (signal.aborted) begin();
    else signal.addEventListener('abort', begin, { once: true });
  }

  #begin(cause: string, { stopped, failed }: ExitCodes): void {
    if (this.#begun) return;
    this.#begun = true;
    process.stdout.write(`${cause}: putting stacks back, then stopping\n`);
    const late = this.#leaveWhenLate();
    this.stop().then(
      () => {
        clearTimeout(late);
        process.exit(stopped);
      },
      (error: unknown) => {
        process.stderr.write(`Stopping failed: ${String(error)}\n`);
        process.exit(failed);
      },
    );
  }

  #leaveWhenLate(): NodeJS.Timeout {
    const leave = (): void => {
      process.stderr.write(
        `Stopping took longer than ${this.timeoutSeconds} s; the next start completes it\n`,
      );
      process.exit(1);
    };
    return setTimeout(leave, (this.timeoutSeconds + GRACE_SECONDS) * 1000);
  }
}
