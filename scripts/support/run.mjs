import { spawn } from 'node:child_process';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end, on our terminal. It gets a process group of its own, so that Ctrl-C and npm, which
 * passes on what it gets, do not both reach it: only the first request to stop does, once.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', detached: true });
    let asked = false;
    const passOn = (signal) => {
      if (!asked) child.kill(signal);
      asked = true;
    };
    const listen = () => STOP_SIGNALS.forEach((signal) => process.on(signal, passOn));
    const leave = () => STOP_SIGNALS.forEach((signal) => process.off(signal, passOn));
    listen();
    child.once('error', (error) => {
      leave();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      leave();
      resolve({ code, signal });
    });
  });
}

/** Ends as the program ended. */
export function endLike({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal);
  else process.exitCode = code;
}

/** Runs a step without which it makes no sense to go on. */
export async function must(program, args) {
  const { code, signal } = await run(program, args);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed (${code ?? signal})`);
}
