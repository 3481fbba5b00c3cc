import { existsSync } from 'node:fs';
import { abandonedEngineDirectories, discardEngineDirectory } from './engine-directory.js';
import { run } from './run.js';
import { TestEngine } from './test-engine.js';
import { buildTestImage } from './test-image.js';

/** What jest's globalSetup and globalTeardown share: they are loaded apart from each other. */
const shared = globalThis as { stowageSharedEngine?: TestEngine };

/** One private engine for the whole run; its socket is in STOWAGE_TEST_DOCKER_SOCKET for every test process. */
export async function startSharedEngine(): Promise<void> {
  if (!(await canRunEngine())) return;
  await discardAbandoned();
  const engine = await TestEngine.launch();
  await buildTestImage(engine.socket);
  shared.stowageSharedEngine = engine;
  process.env.STOWAGE_TEST_DOCKER_SOCKET = engine.socket;
}

export async function stopSharedEngine(): Promise<void> {
  await shared.stowageSharedEngine?.remove();
  delete shared.stowageSharedEngine;
  delete process.env.STOWAGE_TEST_DOCKER_SOCKET;
}

/** An engine needs root and the programs that docker/test-host/install.sh installs. */
async function canRunEngine(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/bin/busybox')) return false;
  const programs = [
    run('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin; command -v dockerd containerd setpriv']),
    run('docker', ['compose', 'version']),
  ];
  return (await Promise.allSettled(programs)).every(({ status }) => status === 'fulfilled');
}

async function discardAbandoned(): Promise<void> {
  for (const directory of await abandonedEngineDirectories()) {
    await new TestEngine(directory).removeAbandoned().catch(() => discardEngineDirectory(directory));
  }
}
