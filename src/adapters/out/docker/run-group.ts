import { type ChildProcess, spawn } from 'node:child_process';

export type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void;

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: OnOutput;
  /** Aborting ends the program. */
  readonly signal: AbortSignal;
}

/** What an ended program gets to end by itself before it is killed. */
const LAST_CHANCE_MS = 5_000;

/**
 * Runs a program in a process group of its own: a Ctrl-C at our terminal does not reach it, and what it started ends with
 * it. Resolves with its exit code once nobody writes to its output any more; rejects when it cannot be started, or with
 * the signal's reason.
 */
export function runGroup({
  program,
  args,
  cwd,
  environment,
  onOutput,
  signal,
}: ProgramCall): Promise<number | null> {
  if (signal.aborted) return Promise.reject(reasonOf(signal));
  const child = spawn(program, args, {
    cwd,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => onOutput('stdout', text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => onOutput('stderr', text));
  return new Promise((resolve, reject) => {
    const forget = endOnAbort(child, signal);
    child.once('error', reject);
    child.once('close', (code) => {
      forget();
      if (signal.aborted) reject(reasonOf(signal));
      else resolve(code);
    });
  });
}

function endOnAbort(child: ChildProcess, signal: AbortSignal): () => void {
  let killer: NodeJS.Timeout | undefined;
  const end = (): void => {
    signalGroup(child, 'SIGTERM');
    killer = setTimeout(() => signalGroup(child, 'SIGKILL'), LAST_CHANCE_MS);
  };
  signal.addEventListener('abort', end, { once: true });
  return () => {
    signal.removeEventListener('abort', end);
    clearTimeout(killer);
  };
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const reasonOf = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new Error(String(reason));
