import { existsSync } from 'node:fs';
import { join } from 'node:path';

export default async function globalSetup(): Promise<void> {
  if (!existsSync(join(import.meta.dirname, 'docker/shared-engine.ts'))) return;
  const { startSharedEngine } = await import('./docker/shared-engine.js');
  await startSharedEngine();
}
