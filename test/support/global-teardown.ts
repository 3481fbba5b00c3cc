import { existsSync } from 'node:fs';
import { join } from 'node:path';

export default async function globalTeardown(): Promise<void> {
  if (!existsSync(join(import.meta.dirname, 'docker/shared-engine.ts'))) return;
  const { stopSharedEngine } = await import('./docker/shared-engine.js');
  await stopSharedEngine();
}
