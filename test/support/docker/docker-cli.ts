import { run } from './run.js';

/** The `docker` program against the engine of this socket, as an operator would use it. */
export const docker = (socket: string, ...args: readonly string[]): Promise<string> =>
  run('docker', args, { env: cliEnvironment(socket) });

/** As `docker`, in a stack's directory. */
export const compose = (socket: string, directory: string, ...args: readonly string[]): Promise<string> =>
  run('docker', ['compose', ...args], { cwd: directory, env: cliEnvironment(socket) });

const cliEnvironment = (socket: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DOCKER_HOST: `unix://${socket}`,
  COMPOSE_PROGRESS: 'plain',
});
