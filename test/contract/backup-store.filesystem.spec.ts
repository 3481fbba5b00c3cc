import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Workbench } from '../integration/backups/workbench.js';
import { backupStoreContract } from './backup-store.contract.js';

describe('FilesystemBackupStore', () => {
  backupStoreContract(async () => {
    const bench = await Workbench.open();
    const stackPath = bench.stack();
    await mkdir(join(stackPath, 'data'), { recursive: true });
    await writeFile(join(stackPath, 'compose.yaml'), 'services: {}\n');
    await writeFile(join(stackPath, 'data', 'file'), 'x'.repeat(100_000));
    return { store: bench.store, stackPath, close: () => bench.close() };
  });
});
