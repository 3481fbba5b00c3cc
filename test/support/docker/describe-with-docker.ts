/** A suite that needs the shared engine; skipped where there is none. `fn` gets the engine's socket. */
export function describeWithDocker(name: string, fn: (socket: string) => void): void {
  const socket = process.env.STOWAGE_TEST_DOCKER_SOCKET;
  if (socket === undefined) describe.skip(`${name} (no Docker engine)`, () => fn('/nonexistent'));
  else describe(name, () => fn(socket));
}
