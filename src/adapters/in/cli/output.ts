/** Where a command writes. */
export interface Output {
  /** What was asked for. */
  readonly out: (text: string) => void;
  /** What is said about it. */
  readonly err: (text: string) => void;
  /** Of the first; null when it is no terminal. */
  readonly terminal: NodeJS.WriteStream | null;
  /** Aborts when nobody reads what was asked for any more (`| head`). */
  readonly readerLeft: AbortSignal;
}

/** The process's own. A reader that leaves must not take a running backup with it. */
export function processOutput(): Output {
  const readerLeft = new AbortController();
  process.stdout.on('error', () => readerLeft.abort());
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: process.stdout.isTTY ? process.stdout : null,
    readerLeft: readerLeft.signal,
  };
}
