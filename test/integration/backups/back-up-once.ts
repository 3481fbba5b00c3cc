import 'reflect-metadata';
import { Compressors } from '../../../src/adapters/out/filesystem/backups/compressors.js';
import { FilesystemBackupStore } from '../../../src/adapters/out/filesystem/backups/filesystem.backup-store.js';
import { SystemTools } from '../../../src/adapters/out/filesystem/backups/system-tools.js';
import type { AppConfig } from '../../../src/config/app-config.js';
import { COMPRESSION, type OutputFormat } from '../../../src/modules/archives/index.js';
import { aManifest } from '../../support/builders/a-manifest.js';

/** A process of its own that makes one backup, to be traced or killed: `<archives> <stack> <format>`. */
const [archivesDir = '', stackPath = '', format = 'tar'] = process.argv.slice(2);
const config: Pick<AppConfig, 'archivesDir' | 'timeZone' | 'writerNice' | 'writerIoPriority'> = {
  archivesDir,
  timeZone: 'UTC',
  writerNice: 10,
  writerIoPriority: 'idle',
};
const tools = new SystemTools();
const store = new FilesystemBackupStore(config as AppConfig, tools, new Compressors(tools));
const target = await store.chooseTarget({
  archiveName: 'nightly',
  stackLabel: 'web',
  format: format as OutputFormat,
  at: new Date('2026-03-04T05:06:07Z'),
});
const captured = await store.capture({
  target,
  stackPath,
  only: null,
  compressionLevel: COMPRESSION[target.format]?.max ?? null,
  live: false,
  stackIsDown: false,
  log: { write: () => undefined },
  onProgress: () => undefined,
  signal: new AbortController().signal,
});
const sealed = await store.seal(captured);
await store.publish(captured, aManifest({ format: target.format, ...sealed }));
